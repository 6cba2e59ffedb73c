import type { Batch } from '#contract/batches.ts';
import type { Capacity } from '#contract/invitations.ts';
import type { MailRoute } from '#renderer/data/about/about.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { isKeeping, nobodyMailed } from '#renderer/ui/status/mail-route-words.ts';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';

/** What an approval will do, repeated before it is given. */
export function approvalWords(
  batch: Batch,
  capacity: Capacity | undefined,
  /** Where its mails will go; unknown where the platform has not said so. */
  route: MailRoute | undefined,
): { facts: { name: string; value: string }[]; consequence: string } {
  const { counts } = batch;
  const tiers = (['standard', 'premium', 'enterprise'] as const)
    .filter((tier) => counts[tier] > 0)
    .map((tier) => `${formatCount(counts[tier])} ${tierLabel(tier).toLowerCase()}`)
    .join(', ');
  const leftOut = counts.rows - counts.ready;
  return {
    facts: [
      { name: 'Invitations', value: `${formatCount(counts.ready)}${tiers === '' ? '' : ` (${tiers})`}` },
      ...(leftOut === 0 ? [] : [{ name: 'Left out', value: formatQuantity(leftOut, 'row') }]),
      { name: 'Seats', value: seatsAfter(counts.ready, capacity) },
    ],
    consequence: consequence(batch, route),
  };
}

function seatsAfter(ready: number, capacity: Capacity | undefined): string {
  if (capacity === undefined) return '–';
  const left = capacity.free - ready;
  const now = `${formatCount(capacity.free)} free now`;
  if (left < 0) return `${now}, ${formatCount(-left)} too few`;
  return `${now}, ${formatCount(left)} left afterwards`;
}

function consequence({ approvals, approvals_needed: needed, counts }: Batch, route: MailRoute | undefined): string {
  const missing = needed - approvals.length - 1;
  if (missing > 0) {
    return `Yours is approval ${approvals.length + 1} of ${needed}. Nothing is sent until ${missing === 1 ? 'one more admin has' : `${missing} more admins have`} approved.`;
  }
  if (route === 'smtp') {
    const people = counts.ready === 1 ? 'One person is' : `${formatCount(counts.ready)} people are`;
    return `${people} mailed a code as soon as you approve. Mails that left can’t be called back; invitations can be revoked one by one.`;
  }
  const invitations = counts.ready === 1 ? 'One invitation is' : `${formatCount(counts.ready)} invitations are`;
  const made = `${invitations} made as soon as you approve.`;
  if (!isKeeping(route)) return `${made} Mails that left can’t be called back; invitations can be revoked one by one.`;
  const codes = counts.ready === 1 ? 'the code' : 'the codes';
  return `${made} ${nobodyMailed(route)}: the outbox keeps ${codes}, to be passed on. Invitations can be revoked one by one.`;
}
