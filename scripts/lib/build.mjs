import { existsSync, rmSync } from 'node:fs';
import { runNode } from './commands.mjs';
import { hashFiles, listFiles, readJson, replaceFile } from './files.mjs';
import { note, Stop, seconds, step } from './progress.mjs';
import { inProject, projectDirectory } from './project.mjs';

const sources = [
  'src',
  'resources',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'electron.vite.config.ts',
  'vite.platform.config.ts',
  'scripts/lib/build-verifier.mjs',
];
const stampPath = inProject('out', 'build.json');
const products = [
  'out/main/index.cjs',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'out/platform/embedded.cjs',
  'out/platform/audit-check.cjs',
  'out/platform/keychain.cjs',
  'out/store/empty.store',
  'out/verifier/gatehouse-audit-verifier.html',
];

async function sourceHash() {
  const listed = await Promise.all(sources.map((source) => listFiles(inProject(source))));
  const files = listed.flat().filter((file) => !/\.test\.tsx?$/.test(file));
  return hashFiles(projectDirectory, files);
}

const allBuilt = () => products.every((product) => existsSync(inProject(product)));

/** The two bundlings: Electron's three (main, preload, renderer), and the embedded platform apart from them. */
export const bundlers = {
  console: inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
  platform: inProject('node_modules', 'vite', 'bin', 'vite.js'),
};

/**
 * Builds into `out/`, unless the sources are those of the last build.
 * @param {{ force?: boolean }} [options]
 */
export async function ensureBuild({ force = false } = {}) {
  const hash = await sourceHash();
  if (!force && allBuilt() && readJson(stampPath)?.sources === hash) return;
  step('Building');
  const started = Date.now();
  const quietly = ['--logLevel', 'warn'];
  const capture = /** @type {const} */ ({
    output: 'capture',
    environment: process.stderr.isTTY === true ? {} : { NO_COLOR: '1' },
  });
  const steps = await Promise.all([
    runNode([bundlers.console, 'build', ...quietly], capture),
    runNode([bundlers.platform, 'build', '-c', 'vite.platform.config.ts', ...quietly], capture),
    // The page that goes with an export, one file that needs nothing else.
    runNode(
      [
        inProject('scripts', 'lib', 'build-verifier.mjs'),
        inProject('out', 'verifier', 'gatehouse-audit-verifier.html'),
      ],
      capture,
    ),
    // The empty store that new directories get a copy of; it stays as it is until a migration changes.
    runNode([inProject('src', 'platform', 'prepare.ts'), inProject('out', 'store', 'empty.store')], capture),
  ]);
  for (const { code, output } of steps) {
    if (output.trim() !== '') process.stderr.write(`${output.trimEnd()}\n`);
    if (code !== 0) throw new Stop('The build failed; the reason is above.');
  }
  const missing = products.filter((product) => !existsSync(inProject(product)));
  if (missing.length > 0) throw new Stop(`The build left out ${missing.join(', ')}.`);
  await replaceFile(stampPath, JSON.stringify({ sources: hash }));
  note(`built in ${seconds(Date.now() - started)}`);
}

/** Makes the next build happen: `npm run dev` leaves its own kind of output in `out/`. */
export const forgetBuild = () => rmSync(stampPath, { force: true });
