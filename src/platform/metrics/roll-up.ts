import type { Resolution } from '#contract/metrics.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { measureGateways } from './gateway-repository.ts';
import { noteStale, replacePoints, sumStretch } from './point-repository.ts';
import { finerThan, keptMilliseconds, type RolledResolution, stretchOf } from './series.ts';
import { forgetStale, readStale, type StaleStretch } from './stale-repository.ts';

/** Stretches of one run, so that other jobs and requests get their turn. */
const mostStretches = 50;
/** What a stretch is added up from must all still be there: it is forgotten in steps. */
const marginMilliseconds = 3_600_000;

const coarserThan: Readonly<Record<RolledResolution, RolledResolution | null>> = {
  60: 3600,
  3600: 86_400,
  86400: null,
};

/**
 * Adds up the stretches of one resolution below which something has changed. Each is made anew as a whole and written in
 * place of what was there, in the transaction that forgets that it was stale: whoever is killed in between has done
 * nothing, and doing it twice changes nothing.
 *
 * @returns true when there is more to do
 */
export async function rollUp(
  deps: Pick<PlatformDeps, 'database' | 'clock'>,
  resolution: RolledResolution,
): Promise<boolean> {
  const stale = await readStale(deps.database, resolution, mostStretches);
  for (const stretch of stale) {
    await deps.database.transaction().execute(async (transaction) => {
      const measured = await addUp(transaction, stretch, resolution, deps.clock.now());
      if (measured.length > 0) {
        await replacePoints(transaction, { resolution, at: stretch.at, node: '', measured });
        await noteCoarser(transaction, stretch, resolution);
      }
      await forgetStale(transaction, stretch.ids);
    });
  }
  return stale.length >= mostStretches;
}

async function addUp(transaction: Executor, { source, at }: StaleStretch, resolution: RolledResolution, now: Date) {
  if (source === 'gateway') return measureGateways(transaction, at);
  const finer = finerThan[resolution];
  // Made anew from a part of what it was made of, it would be less than it was.
  if (at.getTime() < now.getTime() - keptMilliseconds[finer] + marginMilliseconds) return [];
  const to = new Date(at.getTime() + resolution * 1000);
  return sumStretch(transaction, { resolution: finer, from: at, to });
}

async function noteCoarser(transaction: Executor, { at }: StaleStretch, resolution: RolledResolution): Promise<void> {
  const coarser: Resolution | null = coarserThan[resolution];
  if (coarser === null) return;
  const start = new Date(stretchOf(at.getTime(), coarser));
  await noteStale(transaction, { source: 'points', resolution: coarser, at: start });
}
