import { resolutions } from '#contract/metrics.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { forgetStretchesBefore } from '#platform/live/stretch-repository.ts';
import { forgetNodesBefore, forgetPointsBefore, forgetProbeStatesBefore } from './forget-repository.ts';
import { keptMilliseconds } from './series.ts';

const day = 86_400_000;
const hour = 3_600_000;

/** Removes points that are older than their resolution is kept, and what else has served its time. */
export async function forgetOld({ database, clock }: Pick<PlatformDeps, 'database' | 'clock'>): Promise<boolean> {
  const now = clock.now().getTime();
  let more = false;
  for (const resolution of resolutions) {
    const kept = keptMilliseconds[resolution];
    if (!Number.isFinite(kept)) continue;
    more = (await forgetPointsBefore(database, resolution, new Date(now - kept))) || more;
  }
  await forgetStretchesBefore(database, new Date(now - hour));
  await forgetNodesBefore(database, new Date(now - day));
  await forgetProbeStatesBefore(database, new Date(now - keptMilliseconds[3600]));
  return more;
}
