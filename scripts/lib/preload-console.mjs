/**
 * Lets the page fetch the console's files while it paints its frame: those of the console itself by links, those of
 * the screens by a list in the page, from which main.ts takes what the address asks for. They are fetched only;
 * `modulepreload` would also compile them, and hold up that paint.
 * @returns {import('vite').Plugin}
 */
export function preloadConsole() {
  return {
    name: 'preload-console',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
        /** @type {Set<string>} */
        const fetched = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
        /**
         * @param {string} name
         * @param {Set<string>} known
         * @returns {string[]}
         */
        const filesOf = (name, known) => {
          const chunk = bundle?.[name];
          if (chunk?.type !== 'chunk' || known.has(name)) return [];
          known.add(name);
          const sheets = [...(chunk.viteMetadata?.importedCss ?? [])].filter((sheet) => !known.has(sheet));
          for (const sheet of sheets) known.add(sheet);
          return [name, ...sheets, ...chunk.imports.flatMap((other) => filesOf(other, known))];
        };
        const consoleChunk = chunks.find(({ name }) => name === 'console');
        const files = consoleChunk === undefined ? [] : filesOf(consoleChunk.fileName, fetched);
        const screens = chunks.flatMap(({ name, fileName }) =>
          name.endsWith('-screen')
            ? [[`/${name.slice(0, -'-screen'.length)}`, filesOf(fileName, new Set(fetched))]]
            : [],
        );
        const list = JSON.stringify(Object.fromEntries(screens));
        // At the end of the head, after what paints the frame: files are served in the order in which the page names them.
        return [...files.map(linkTo), listOfFiles(list)];
      },
    },
  };
}

/**
 * @param {string} name
 * @returns {import('vite').HtmlTagDescriptor}
 */
function linkTo(name) {
  const kind = name.endsWith('.css') ? 'style' : 'script';
  return { tag: 'link', injectTo: 'head', attrs: { rel: 'preload', as: kind, href: `/${name}`, crossorigin: true } };
}

/**
 * @param {string} list
 * @returns {import('vite').HtmlTagDescriptor}
 */
function listOfFiles(list) {
  const attrs = { type: 'application/json', id: 'files-of-screens' };
  return { tag: 'script', injectTo: 'head', attrs, children: list };
}
