import { randomUUID } from 'node:crypto';
import type { PlatformDeps } from '#platform/deps.ts';
import { addFile, countFiles, forgetFile, holdFiles, keepFile } from './file-place-repository.ts';
import { ProblemError } from './problem.ts';

/** Files on their way at once: for one person, and over all nodes of a platform. */
export const filePlaces = { each: 2, overall: 8 };
/** How long a file holds its place without a word from its node. */
const goesOnMilliseconds = 60_000;
const everyMilliseconds = 20_000;
/** How long a client may take for a piece. One that takes nothing for longer is cut off, so that its place is free. */
const longestPauseMilliseconds = 5 * 60_000;

/** The place of one file, from before it is begun until it is whole, given up or failed. */
export interface FilePlace {
  /** The client has taken a piece. */
  moved(): void;
  /** What to do when the client takes nothing any more. */
  onStalled(cut: () => void): void;
  /** Gives the place back; more than once is no harm. It never fails: at worst the place is free a minute later. */
  leave(): Promise<void>;
}

export interface FilePlaces {
  /** @throws ProblemError `rate_limited` where the person, or the platform, has no place free */
  take(owner: string, operationId: string): Promise<FilePlace>;
}

/** Counts in the shared store: files are bounded for the platform, not for each of its nodes. */
export function createFilePlaces(deps: Pick<PlatformDeps, 'database' | 'clock' | 'log'>): FilePlaces {
  const until = () => new Date(deps.clock.now().getTime() + goesOnMilliseconds);
  return {
    take: async (owner, operationId) => {
      const id = randomUUID();
      await deps.database.transaction().execute(async (transaction) => {
        await holdFiles(transaction);
        requirePlace(await countFiles(transaction, owner, deps.clock.now()));
        await addFile(transaction, { id, owner, operation_id: operationId, goes_on_until: until() });
      });
      return createPlace({
        keep: () => keepFile(deps.database, id, until()),
        forget: () => forgetFile(deps.database, id),
        failed: (error) => deps.log.error('file_place_failed', { operation: operationId, message: String(error) }),
      });
    },
  };
}

interface PlaceActions {
  keep(): Promise<void>;
  forget(): Promise<void>;
  failed(error: unknown): void;
}

function createPlace({ keep, forget, failed }: PlaceActions): FilePlace {
  let movedAt = performance.now();
  let cut: () => void = () => undefined;
  let left = false;
  const timer = setInterval(() => {
    if (performance.now() - movedAt > longestPauseMilliseconds) cut();
    else keep().catch(failed);
  }, everyMilliseconds);
  timer.unref();
  return {
    moved: () => {
      movedAt = performance.now();
    },
    onStalled: (then) => {
      cut = then;
    },
    leave: async () => {
      if (left) return;
      left = true;
      clearInterval(timer);
      await forget().catch(failed);
    },
  };
}

/** @throws ProblemError `rate_limited` */
function requirePlace({ own, all }: { own: number; all: number }): void {
  if (own >= filePlaces.each) {
    throw new ProblemError(
      'rate_limited',
      `You are fetching ${own} files already, which is as many as one person may at once. Nothing was exported; wait until one has come or cancel it, and try again.`,
      { retry_after_seconds: 10 },
    );
  }
  if (all >= filePlaces.overall) {
    throw new ProblemError(
      'rate_limited',
      `${all} files are being fetched from this platform, which is as many as it makes at once. Nothing was exported; try again in half a minute.`,
      { retry_after_seconds: 30 },
    );
  }
}
