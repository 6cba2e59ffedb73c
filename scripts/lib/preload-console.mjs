/**
 * Lets the page fetch the console's files while it paints its frame. They are fetched only: `modulepreload` would also
 * compile them, and hold up that paint.
 * @returns {import('vite').Plugin}
 */
export function preloadConsole() {
  return {
    name: 'preload-console',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle, chunk: entry }) => {
        /** @type {Map<string, 'script' | 'style'>} */
        const files = new Map();
        /** @param {string} name */
        const add = (name) => {
          const chunk = bundle?.[name];
          if (chunk?.type !== 'chunk' || name === entry?.fileName || files.has(name)) return;
          files.set(name, 'script');
          for (const sheet of chunk.viteMetadata?.importedCss ?? []) files.set(sheet, 'style');
          chunk.imports.forEach(add);
        };
        for (const name of entry?.dynamicImports ?? []) if (bundle?.[name]?.name === 'console') add(name);
        return [...files].map(([name, kind]) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: kind, href: `/${name}`, crossorigin: true },
          injectTo: 'head',
        }));
      },
    },
  };
}
