import type { Mail, MailKind, MailStatus } from '#contract/outbox.ts';
import type { MailRoute } from '#renderer/data/about/about.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { isKeeping, nobodyMailed } from '#renderer/ui/status/mail-route-words.ts';

export { mailKindWords as kindWords, mailStateOf as stateOf } from '#renderer/ui/status/mail-looks.ts';

/** Words of the filter; one mail's own state may say more (see `stateOf`). */
export const statusWords: Record<MailStatus, string> = {
  queued: 'Queued',
  sent: 'Sent or kept',
  failed: 'Failed',
  bounced: 'Bounced',
  cancelled: 'Cancelled',
};

/** What a mail's state means, in a sentence. */
export function stateSentence(mail: Mail): string {
  switch (mail.status) {
    case 'queued':
      return mail.attempts === 0
        ? 'It waits to be sent.'
        : `It waits for its next try; ${formatQuantity(mail.attempts, 'try', 'tries')} so far.`;
    case 'sent':
      return mail.transport === 'outbox'
        ? 'No mail server was set, so nobody was mailed: the outbox keeps it, and its text can be passed on.'
        : 'The mail server took it.';
    case 'failed':
      return `The mail server did not take it after ${formatQuantity(mail.attempts, 'try', 'tries')}.`;
    case 'bounced':
      return 'The mail server took it and sent it back.';
    case 'cancelled':
      return 'It is not sent any more: the code in it was replaced, revoked or had expired.';
  }
}

/** What opening a mail of this kind gives away. */
export function secretOf(kind: MailKind): string {
  switch (kind) {
    case 'invitation':
      return 'an invitation code';
    case 'verify_email':
      return 'a link that confirms an address';
    case 'reset_password':
      return 'a link that sets a new password';
    case 'welcome':
      return 'a licence key';
    case 'staff_welcome':
    case 'nudge':
    case 'alert':
      return 'nothing secret';
  }
}

/** What the Outbox opens with; null while it is not known. Where mails are only kept, that is the first thing to know. */
export function outboxSentence(
  counts: { failed?: number | undefined; queued?: number | undefined },
  route: MailRoute | undefined,
): string | null {
  const { failed, queued } = counts;
  if (failed === undefined || queued === undefined) return null;
  const kept = isKeeping(route) ? `${keptSentence(route)} ` : '';
  const parts: string[] = [];
  if (failed > 0) parts.push(`${formatQuantity(failed, 'mail')} could not be sent`);
  if (queued > 0) parts.push(`${formatQuantity(queued, 'mail')} ${queued === 1 ? 'waits' : 'wait'} to be sent`);
  if (parts.length > 0) return `${kept}${parts.join('; ')}.`;
  return kept === '' ? 'Every mail has left or is kept here; none failed.' : kept.trim();
}

function keptSentence(route: 'outbox' | 'rehearsal'): string {
  const kept = `${nobodyMailed(route)}; new mails are kept here.`;
  return route === 'rehearsal' ? kept : `${kept} SMTP_URL sets one when the platform starts.`;
}
