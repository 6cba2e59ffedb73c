import type { MailRoute } from '#renderer/data/about/about.ts';
import type { BulkCounts } from '#renderer/data/invitations/bulk-run.ts';
import type { BulkAction, BulkOrder } from '#renderer/data/invitations/orders.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { isKeeping, nobodyMailed } from '#renderer/ui/status/mail-route-words.ts';

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
export function bulkConsequence(order: BulkOrder, route: MailRoute | undefined): string {
  if (order.action === 'resend') {
    const mailed = route === 'smtp' ? 'mailed and ' : '';
    const kept = isKeeping(route) ? ` ${nobodyMailed(route)}: the outbox keeps the codes, to be passed on.` : '';
    return `Their old codes stop working at once. New ones are ${mailed}good for 7 days; expired and revoked invitations take a seat again.${kept}`;
  }
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
