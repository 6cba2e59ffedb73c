import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** Until the start is over; what has run by then is what the next start will need. */
const startMilliseconds = 2000;

/** Node's own wrapper of a CommonJS file. */
type Compiled = (
  exports: unknown,
  require: NodeJS.Require,
  module: NodeJS.Module,
  filename: string,
  directory: string,
) => void;

/** Node's hook for compiling a file; stable since its first versions, and what its own cache replaced. */
interface CompilesFiles {
  _compile(this: NodeJS.Module, content: string, filename: string): unknown;
}

/**
 * Keeps compiled code between starts on a runtime whose Node has no cache of its own (below 22.1). Only files inside
 * `ours` are kept. An entry belongs to the exact text of its file, and the engine refuses one of another version of
 * itself; whatever goes wrong, the file is compiled as if there were no cache.
 *
 * @param ours the folder of main's bundle
 * @param folder where compiled code is kept; nobody but this account may write there
 * @param pause how long a start lasts, in milliseconds; what has run by then is kept compiled
 */
export function keepCompiledCode(ours: string, folder: string, pause = startMilliseconds): void {
  const hooked = Module.prototype as unknown as CompilesFiles;
  const original = hooked._compile;
  hooked._compile = function compileWithCache(content, filename) {
    if (!filename.startsWith(ours)) return original.call(this, content, filename);
    const run = compile(content, filename, folder, pause);
    run.call(this.exports, this.exports, createRequire(filename), this, filename, dirname(filename));
    return undefined;
  };
}

function compile(content: string, filename: string, folder: string, pause: number): Compiled {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 16);
  const path = join(folder, `${basename(filename)}.${hash}`);
  const kept = read(path);
  const script = new Script(Module.wrap(content), { filename, ...(kept ? { cachedData: kept } : {}) });
  if (kept === null || script.cachedDataRejected === true) {
    setTimeout(() => write(path, script), pause).unref();
  }
  return script.runInThisContext() as Compiled;
}

function read(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

/** Written beside and then renamed, so that a start never meets half an entry. */
function write(path: string, script: Script): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, script.createCachedData(), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    forgetOthers(path);
  } catch {
    // A full or read-only disk: the next start compiles as this one did.
  }
}

/** Entries of the same file's earlier texts, as every update of the console leaves some. */
function forgetOthers(path: string): void {
  const [folder, kept] = [dirname(path), basename(path)];
  const ofSameFile = kept.slice(0, kept.lastIndexOf('.') + 1);
  for (const name of readdirSync(folder)) {
    if (name !== kept && name.startsWith(ofSameFile)) rmSync(join(folder, name));
  }
}
