/**
 * Builds the page that verifies an export into one file that needs nothing else: script and style stand in it, and its
 * policy allows these two and nothing more, no network among it.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { build } from 'vite';
import { replaceFile } from './files.mjs';
import { inProject } from './project.mjs';

const [target] = process.argv.slice(2);
if (target === undefined) throw new Error('Name the file to write.');

const room = (/** @type {string} */ name) => inProject('src', 'verifier', name);
const mark = /content="([^"]+)"/.exec(await readFile(inProject('src', 'shared', 'audit', 'verifier-mark.ts'), 'utf8'));
if (mark === null) throw new Error('The mark of a verifier is gone.');

const built = await build({
  configFile: false,
  root: inProject(),
  logLevel: 'warn',
  build: {
    write: false,
    target: 'es2022',
    minify: true,
    lib: { entry: room('page.ts'), formats: ['iife'], name: 'verifier', fileName: 'verifier' },
  },
});
const output = (Array.isArray(built) ? built : [built]).flatMap((result) => ('output' in result ? result.output : []));
const [chunk] = output;
if (output.length !== 1 || chunk?.type !== 'chunk') throw new Error('The verifier is more than one script.');

const script = chunk.code.replaceAll('</script', '<\\/script').trim();
const style = (await readFile(room('style.css'), 'utf8')).trim();
const hashOf = (/** @type {string} */ text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;

/** @type {Record<string, string>} */
const parts = {
  policy: `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
  mark: `<meta name="generator" content="${mark[1]}">`,
  style: `<style>${style}</style>`,
  script: `<script>${script}</script>`,
};
const page = (await readFile(room('index.html'), 'utf8')).replaceAll(
  /<!-- (\w+) -->/g,
  (whole, name) => parts[name] ?? whole,
);
await replaceFile(target, page);
