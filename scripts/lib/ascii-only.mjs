/**
 * Writes every sign beyond ASCII as an escape. One curly quote makes the engine keep the whole file in two bytes a sign,
 * in the page and, until it is compiled, several times over in main.
 * @returns {import('vite').Plugin}
 */
export function asciiOnly() {
  return {
    name: 'ascii-only',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = inAscii(file.code);
      }
    },
  };
}

/**
 * A sign that needs two UTF-16 units becomes the two escapes that stand for it; in texts and regular expressions, which is
 * where such signs are, that is the same.
 * @param {string} code
 */
export function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
