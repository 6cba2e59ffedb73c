/**
 * What main's bundle leaves out of its libraries because the console never asks for it; together it is more text than
 * everything that main does ask for, and all of it would be read between the window and its first rows.
 * - axios: uploads (form-data brings a table of all media types), HTTP/2, and the adapter over fetch (it loads Node's whole
 *   fetch library); main sends text through the adapter over http.
 *   Looking whether there is a `FormData` to send loads that library as well.
 * - conf, under electron-store: schemas (ajv) and migrations (semver); main parses its settings with the contract's library.
 * @type {readonly { source: RegExp, importer: string, code: string }[]}
 */
const leftOut = [
  { source: /^form-data$/, importer: '/axios/lib/', code: 'export default class FormData {}' },
  {
    source: /^\.\/fetch\.js$/,
    importer: '/axios/lib/adapters/adapters.js',
    code: 'export const getFetch = () => false;',
  },
  { source: /^ajv\/dist\/2020\.js$/, importer: '/conf/dist/', code: 'export class Ajv2020 {}' },
  { source: /^(ajv-formats|semver)$/, importer: '/conf/dist/', code: 'export default {};' },
];

/** @type {readonly { file: string, text: string, instead: string }[]} */
const changed = [
  // Parts of Node are never asked of a plugin, so that this is one of the changes.
  ...['adapters/http.js', 'helpers/Http2Sessions.js'].map((file) => ({
    file: `/axios/lib/${file}`,
    text: "import http2 from 'http2';",
    instead: 'const http2 = { constants: {} };',
  })),
  {
    file: '/axios/lib/utils.js',
    text: "const FormDataCtor = typeof G.FormData !== 'undefined' ? G.FormData : undefined;",
    instead: 'const FormDataCtor = undefined;',
  },
];

const prefix = '\0left-out:';

/** @returns {import('vite').Plugin} */
export function leaveOut() {
  return {
    name: 'leave-out',
    enforce: 'pre',
    resolveId(source, importer = '') {
      const from = importer.replaceAll('\\', '/');
      const place = leftOut.findIndex((entry) => entry.source.test(source) && from.includes(entry.importer));
      return place === -1 ? null : `${prefix}${place}`;
    },
    transform(code, id) {
      const change = changed.find(({ file }) => id.replaceAll('\\', '/').endsWith(file));
      if (change === undefined) return null;
      if (!code.includes(change.text)) throw new Error(`${change.file} no longer holds what the bundle changes in it.`);
      return { code: code.replace(change.text, change.instead), map: null };
    },
    load(id) {
      return id.startsWith(prefix) ? (leftOut[Number(id.slice(prefix.length))]?.code ?? null) : null;
    },
  };
}
