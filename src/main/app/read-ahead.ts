import { createRequire } from 'node:module';

/** Parts of Node that the first call to a platform needs, slowest first. */
const parts = ['https', 'zlib', 'crypto', 'assert', 'stream', 'tty'];

/**
 * Loads parts of Node while the page's process starts. One at a time, between whatever the window asks of main:
 * together they would hold it up.
 */
export function readAhead(entry: string): void {
  const require = createRequire(entry);
  const next = ([part, ...rest]: string[]) => {
    if (part === undefined) return;
    require(part);
    setImmediate(next, rest);
  };
  setImmediate(next, parts);
}
