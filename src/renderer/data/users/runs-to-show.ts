import type { BulkRun } from '#contract/user-bulk.ts';

const recentMilliseconds = 3_600_000;

/**
 * Which of somebody's bulk actions a window that has just been opened points to: those that run, and the last one if it
 * ended within the hour and nobody has seen its end in this window.
 *
 * @param runs newest first
 */
export function runsToShow(
  runs: readonly Pick<BulkRun, 'id' | 'state' | 'finished_at'>[],
  seen: ReadonlySet<string>,
  now: number,
): string[] {
  return runs
    .filter(({ id, state, finished_at: finished }, index) => {
      if (state === 'running') return true;
      return index === 0 && !seen.has(id) && finished !== null && now - Date.parse(finished) < recentMilliseconds;
    })
    .map(({ id }) => id);
}

const place = 'gatehouse.seen-runs';
const kept = 50;

/** Bulk actions whose end was seen in this window; a reload keeps them. */
export function readSeenRuns(): ReadonlySet<string> {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(place) ?? '[]');
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

export function noteSeenRun(id: string): void {
  try {
    sessionStorage.setItem(place, JSON.stringify([...readSeenRuns(), id].slice(-kept)));
  } catch {
    // Without storage the notice comes back after a reload, and no harm is done.
  }
}
