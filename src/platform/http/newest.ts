import { ProblemError } from './problem.ts';

/**
 * Lets nobody undo a change that they have not seen. Who names no version doesn't care: a script that sets a number.
 *
 * @param stored as it is in the store, locked by the caller
 * @param given with the version that was read before the change was made
 * @param what `the seats`
 * @throws ProblemError `conflict`
 */
export function requireNewest(
  stored: { version: number },
  given: { version?: number | undefined },
  what: string,
): void {
  if (given.version === undefined || given.version === stored.version) return;
  throw new ProblemError(
    'conflict',
    `Somebody changed ${what} meanwhile. Nothing was saved; look at what it is now and save once more.`,
  );
}
