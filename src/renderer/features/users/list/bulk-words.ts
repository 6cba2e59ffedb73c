import type { Tier } from '#contract/common.ts';
import type { BulkRun } from '#contract/user-bulk.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import type { ActionName } from './actions.ts';

/** What the buttons and menu entries of an action say. */
export const actionWords: Record<ActionName, string> = {
  suspend: 'Suspend',
  reactivate: 'Reactivate',
  tier: 'Change tier',
  revoke_sessions: 'End sessions',
};

/** `3 people` */
export function people(count: number): string {
  return formatQuantity(count, 'person', 'people');
}

/** `Suspend 3 people`, `Move 3 people to Premium`; `whom` is a name where it is one. */
export function actionTitle(action: ActionName, whom: string, tier: Tier | null): string {
  if (action === 'tier') return tier === null ? `Change the tier of ${whom}` : `Move ${whom} to ${tierLabel(tier)}`;
  return action === 'revoke_sessions' ? `End all sessions of ${whom}` : `${actionWords[action]} ${whom}`;
}

/** What happens to those whom it is done to. */
export function consequence(action: ActionName, one: boolean): string {
  switch (action) {
    case 'suspend':
      return `Their sessions end at once, and they can’t sign in until somebody reactivates them. ${one ? 'Their seat stays' : 'Their seats stay'} theirs.`;
    case 'reactivate':
      return 'They can sign in again. Sessions that the suspension ended stay ended.';
    case 'tier':
      return `Features and limits change at once, for the subscription as well. It can be taken back on ${one ? 'their page' : 'the page of each'} for ten minutes.`;
    case 'revoke_sessions':
      return 'Their next request is denied, on every device. They can sign in again.';
  }
}

const done: Record<Exclude<ActionName, 'tier'>, string> = {
  suspend: 'suspended',
  reactivate: 'reactivated',
  revoke_sessions: 'signed out',
};

function doneWords({ action, tier }: Pick<BulkRun, 'action' | 'tier'>): string {
  if (action !== 'tier') return done[action];
  return tier === null ? 'moved' : `moved to ${tierLabel(tier)}`;
}

/** `Suspending 412 people: 200 done` or, at the end, `409 suspended, 3 refused`. */
export function runWords(run: Pick<BulkRun, 'action' | 'tier' | 'state' | 'rows' | 'waiting' | 'done' | 'refused'>) {
  const parts = [`${formatCount(run.done)} ${doneWords(run)}`];
  if (run.refused > 0) parts.push(`${formatCount(run.refused)} refused`);
  if (run.state === 'running') parts.push(`${formatCount(run.waiting)} of ${formatCount(run.rows)} to go`);
  return parts.join(', ');
}

/** Why fewer than were selected are touched, or null where all are. */
export function skippedWords(selected: number, eligible: number): string | null {
  const skipped = selected - eligible;
  if (skipped === 0) return null;
  return `${formatCount(skipped)} of the ${formatCount(selected)} selected ${skipped === 1 ? 'is' : 'are'} left alone: it makes no sense for them, or your role may not.`;
}
