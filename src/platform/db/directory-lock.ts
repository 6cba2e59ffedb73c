import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Somebody else has the store open. The message names the process. */
export class DirectoryLockedError extends Error {
  override readonly name = 'DirectoryLockedError';
}

interface Holder {
  pid: number;
  since: string;
}

/**
 * Takes the directory for this process, or says who holds it. The lock file names the holder; one whose process is
 * gone (kill -9) is taken over.
 *
 * @returns a function that gives the directory back
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, 'lock.json');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(JSON.stringify({ pid: process.pid, since: new Date().toISOString() } satisfies Holder));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = await readHolder(file);
      if (holder && isAlive(holder.pid)) {
        throw new DirectoryLockedError(
          `The store in ${directory} is open in process ${holder.pid} since ${holder.since}. Stop that process, or use another directory.`,
        );
      }
      await rm(file, { force: true });
    }
  }
  throw new DirectoryLockedError(`The store in ${directory} could not be locked: another process keeps taking it.`);
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
