import { formatQuantity } from '#renderer/ui/format/numbers.ts';

/** What happens to the sessions of somebody who may not sign in any more. */
export function sessionsEnd(live: number): string {
  if (live === 0) return 'No session of theirs is live.';
  return live === 1 ? 'Their live session ends at once.' : `Their ${formatQuantity(live, 'live session')} end at once.`;
}

/** After what was done: how many sessions it ended. */
export function ended(count: number): string {
  return count === 0 ? '' : `; ${formatQuantity(count, 'session')} ended`;
}
