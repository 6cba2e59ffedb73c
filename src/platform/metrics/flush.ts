import type { PlatformDeps } from '#platform/deps.ts';
import { noteStretches } from '#platform/live/stretch-repository.ts';
import type { Measured } from './meter.ts';
import { recordOutage } from './outage-repository.ts';
import { addPoints, noteNode, noteStale } from './point-repository.ts';
import { stretchOf } from './series.ts';

export const flushMilliseconds = 10_000;

/** Stretches that wait for the database at most: an hour. */
const mostWaiting = 360;
/** How far the clock on the wall may go wrong in one stretch before it was set, or the machine slept. */
const jumpMilliseconds = 5000;

interface Waiting {
  at: Date;
  measured: Measured[];
}

export interface Flush {
  /** Writes what the meter gathered. Never fails: while there is no database, points wait. */
  run(): Promise<void>;
}

/**
 * Takes what a node gathered to the table of points.
 *
 * @param steadyMilliseconds a clock that nobody can set, to notice when somebody sets the other one
 */
export function createFlush(
  deps: Pick<PlatformDeps, 'database' | 'clock' | 'meter' | 'log'>,
  steadyMilliseconds: () => number = () => performance.now(),
): Flush {
  let waiting: Waiting[] = [];
  let offset = deps.clock.now().getTime() - steadyMilliseconds();
  /** Since when, and why, the database is away. */
  let away: { from: Date; detail: string } | null = null;

  const gather = (now: Date) => {
    const measured = deps.meter.drain();
    const drift = now.getTime() - steadyMilliseconds() - offset;
    offset += drift;
    if (Math.abs(drift) > jumpMilliseconds) {
      // Nobody can tell any more when it was measured; a gap says so.
      deps.log.warn('clock_jumped', { milliseconds: Math.round(drift) });
      return;
    }
    // Asked at the end of a stretch, or a moment before or after it.
    const at = new Date(stretchOf(now.getTime() - flushMilliseconds / 2, 10));
    if (measured.length > 0) waiting.push({ at, measured });
    waiting = waiting.slice(-mostWaiting);
  };

  const write = async (now: Date, stretches: readonly Waiting[]) => {
    const { node } = deps.meter;
    await deps.database.transaction().execute(async (transaction) => {
      for (const { at, measured } of stretches) {
        await addPoints(transaction, { resolution: 10, at, node: node.name, measured });
      }
      const minutes = new Set(stretches.map(({ at }) => stretchOf(at.getTime(), 60)));
      for (const minute of minutes) {
        await noteStale(transaction, { source: 'points', resolution: 60, at: new Date(minute) });
      }
      if (away) await recordOutage(transaction, { ...away, to: now });
      await noteNode(transaction, node, now);
      // Last, because it holds up the other nodes until the commit.
      await noteStretches(
        transaction,
        stretches.map(({ at }) => at),
        now,
      );
    });
  };

  return {
    run: async () => {
      const now = deps.clock.now();
      gather(now);
      const stretches = waiting;
      waiting = [];
      try {
        await write(now, stretches);
        away = null;
      } catch (error) {
        waiting = [...stretches, ...waiting].slice(-mostWaiting);
        if (away) return;
        // Logged once: it fails as long as the database is away, and everybody else says that too.
        const message = error instanceof Error ? error.message : String(error);
        deps.log.warn('points_wait', { message });
        away = { from: now, detail: `The database was away: ${message}`.slice(0, 300) };
      }
    },
  };
}
