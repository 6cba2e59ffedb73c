import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

const source = join(import.meta.dirname, 'compile-cache.ts');
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gatehouse-compiled-'));
});
afterEach(() => rm(directory, { recursive: true }));

const cache = () => join(directory, 'cache');
const bundle = (name: string, code: string) => writeFile(join(directory, name), code);

/** Starts a process that keeps compiled code, runs the bundle and answers what it printed. */
async function start(): Promise<string> {
  const script = `
    import { createRequire } from 'node:module';
    import { keepCompiledCode } from ${JSON.stringify(source)};
    keepCompiledCode(${JSON.stringify(directory)}, ${JSON.stringify(cache())}, 1);
    createRequire(import.meta.url)(${JSON.stringify(join(directory, 'main.cjs'))});
    setTimeout(() => {}, 50);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return stdout.trim();
}

it('runs files as Node does, and keeps what it compiled for the next start', async () => {
  await bundle('other.cjs', 'exports.word = (name) => "hello " + name;');
  await bundle(
    'main.cjs',
    'const { word } = require("./other.cjs"); console.log(word(require("node:path").basename(__filename)));',
  );
  expect(await start()).toBe('hello main.cjs');
  const kept = await readdir(cache());
  expect(kept.map((name) => name.replace(/\.[^.]+$/, '')).sort()).toEqual(['main.cjs', 'other.cjs']);
  expect(await start()).toBe('hello main.cjs');
  expect(await readdir(cache())).toEqual(kept);
});

it('never runs what was kept of another text, and survives an entry that is damaged', async () => {
  await bundle('main.cjs', 'console.log("one");');
  expect(await start()).toBe('one');
  await bundle('main.cjs', 'console.log("two");');
  expect(await start()).toBe('two');
  const [entry = '', ...others] = await readdir(cache());
  expect(others).toEqual([]);
  await writeFile(join(cache(), entry), 'nothing that was compiled');
  expect(await start()).toBe('two');
  expect(await readFile(join(cache(), entry), 'latin1')).not.toBe('nothing that was compiled');
});

it('runs without a place to keep anything', async () => {
  await bundle('main.cjs', 'console.log("one");');
  await bundle('cache', 'a file where the folder would be');
  expect(await start()).toBe('one');
});
