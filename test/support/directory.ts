import { statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
const enough = 4 * 2 ** 30;

/**
 * Where files of tests go: in memory, where there is plenty of it, because a new store is many hundreds of files. Who is
 * killed finds them again there as on a disk. Programs may not be allowed to run from there.
 */
export function quickPlace(): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > enough && freemem() > enough ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** A new, empty directory for a store, user data or whatever a test writes. Whoever asks for it removes it. */
export function makeDirectory(prefix: string): Promise<string> {
  return mkdtemp(join(quickPlace(), prefix));
}
