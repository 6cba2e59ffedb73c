import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, processMark } from './process-life.ts';

/** Somebody else has the store open. The message names the process. */
export class DirectoryLockedError extends Error {
  override readonly name = 'DirectoryLockedError';
}

interface Holder {
  pid: number;
  since: string;
  token: string;
  /** Tells the process from a later one with its number; not in locks of the first release, nor where nobody tells. */
  mark?: string | null;
}

/** Locks of this process: in a container, the process before us often had the very same number. */
const ours = new Set<string>();
const takeoverMilliseconds = 10_000;
const pollMilliseconds = 50;
const takeovers = 3;

/**
 * Takes the directory for this process, or says who holds it. The lock file appears whole or not at all and names the
 * holder; one whose process is gone (kill -9) is taken over.
 *
 * @param keepWaiting asked again and again while somebody else has it; without it the refusal comes at once
 * @returns a function that gives the directory back
 */
export async function lockDirectory(
  directory: string,
  keepWaiting: () => boolean = () => false,
): Promise<() => Promise<void>> {
  const file = join(directory, 'lock.json');
  const mark = await processMark(process.pid);
  const holder: Holder = { pid: process.pid, since: new Date().toISOString(), token: randomUUID(), mark };
  const scratch = `${file}.${holder.token}`;
  await writeFile(scratch, JSON.stringify(holder), { mode: 0o600 });
  try {
    for (let attempt = 1; ; attempt += 1) {
      if (await created(() => link(scratch, file))) {
        ours.add(holder.token);
        return async () => {
          ours.delete(holder.token);
          await rm(file, { force: true });
        };
      }
      const other = await readHolder(file);
      const refusal = other && (await isAlive(other)) ? heldBy(directory, other) : null;
      if (refusal === null) await removeStale(file, scratch);
      if ((refusal !== null || attempt >= takeovers) && !keepWaiting()) throw refusal ?? contested(directory);
      if (refusal !== null) await pause(pollMilliseconds);
    }
  } finally {
    await rm(scratch, { force: true });
  }
}

function heldBy(directory: string, { pid, since }: Holder): DirectoryLockedError {
  return new DirectoryLockedError(
    `The store in ${directory} is open in process ${pid} since ${since}. Stop that process, or use another directory.`,
  );
}

function contested(directory: string): DirectoryLockedError {
  return new DirectoryLockedError(`The store in ${directory} could not be locked: another process keeps taking it.`);
}

/** Removes a lock whose holder is gone. One process at a time may, so that nobody removes what another has just taken. */
async function removeStale(file: string, scratch: string): Promise<void> {
  const guard = `${file}.takeover`;
  if (!(await created(() => link(scratch, guard)))) {
    const age = await stat(guard).then(
      ({ ctimeMs }) => Date.now() - ctimeMs,
      () => 0,
    );
    if (age > takeoverMilliseconds) await rm(guard, { force: true });
    await pause(100);
    return;
  }
  try {
    const holder = await readHolder(file);
    if (!holder || !(await isAlive(holder))) await rename(file, `${scratch}.stale`).catch(() => undefined);
  } finally {
    await rm(`${scratch}.stale`, { force: true });
    await rm(guard, { force: true });
  }
}

async function created(create: () => Promise<void>): Promise<boolean> {
  try {
    await create();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(file: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

async function isAlive({ pid, token, mark }: Holder): Promise<boolean> {
  return pid === process.pid ? ours.has(token) : await isRunning(pid, mark);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
