import type { BulkCounts } from '#renderer/data/invitations/bulk-run.ts';
import type { BulkAction, BulkOrder } from '#renderer/data/invitations/orders.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';

const verbs: Record<BulkAction, { ask: string; done: string }> = {
  resend: { ask: 'Send new codes to', done: 'got a new code' },
  extend: { ask: 'Extend', done: 'extended' },
  revoke: { ask: 'Revoke', done: 'revoked' },
};

/** `Revoke 3 invitations` */
export function bulkTitle(action: BulkAction, count: number): string {
  return `${verbs[action].ask} ${formatQuantity(count, 'invitation')}`;
}

/** What happens to the invitees. */
export function bulkConsequence(order: BulkOrder): string {
  if (order.action === 'resend')
    return 'Their old codes stop working at once. New ones are mailed and good for 7 days; expired and revoked invitations take a seat again.';
  if (order.action === 'extend')
    return `Each gets ${formatQuantity(order.days, 'more day', 'more days')}, counted from its expiry or from now, whichever is later. Codes stay the same; no mail is sent.`;
  return 'Their codes stop working at once and their seats are free again. No mail tells the invitees. A new code can make an invitation good again.';
}

/** Why fewer rows than selected are touched, or null where all are. */
export function skippedWords(action: BulkAction, selected: number, eligible: number): string | null {
  const skipped = selected - eligible;
  if (skipped === 0) return null;
  const which = action === 'resend' ? 'used already' : action === 'extend' ? 'used or revoked' : 'not pending any more';
  return `${formatCount(skipped)} of the ${formatCount(selected)} selected ${skipped === 1 ? 'is' : 'are'} ${which} and left alone.`;
}

/** `41 revoked, 2 failed, 3 not tried` */
export function bulkResult(action: BulkAction, { done, failed, waiting }: BulkCounts): string {
  const parts = [`${formatCount(done)} ${verbs[action].done}`];
  if (failed > 0) parts.push(`${formatCount(failed)} failed`);
  if (waiting > 0) parts.push(`${formatCount(waiting)} not tried`);
  return parts.join(', ');
}
