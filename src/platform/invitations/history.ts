import type { InvitationEvent } from '#contract/invitations.ts';
import { isKept } from '#shared/kept-mail.ts';
import { utcMinute } from '#shared/time.ts';
import type { AuditFact, MailFact } from './history-repository.ts';
import { systemActor } from './present.ts';

/** Everything that happened to an invitation, told in words: the chain in its own order, and the mails where they fall. */
export function tellHistory(audit: readonly AuditFact[], mails: readonly MailFact[]): InvitationEvent[] {
  const told: { at: Date; mails: boolean; event: InvitationEvent }[] = audit.map((fact) => ({
    at: fact.at,
    mails: fact.action === 'invitation.created' || fact.action === 'invitation.resent',
    event: {
      at: fact.at.toISOString(),
      action: fact.action,
      actor: fact.actor_id
        ? { id: fact.actor_id, name: fact.actor_name ?? 'Somebody who was removed', role: fact.actor_role }
        : systemActor,
      detail: tellAudit(fact),
    },
  }));
  for (const fact of mails) {
    const event = {
      at: fact.at.toISOString(),
      action: `mail.${isKept(fact) ? 'kept' : fact.status}`,
      actor: systemActor,
      detail: tellMail(fact),
    };
    // A mail of the same instant comes right behind the entry that caused it.
    const before = told.findLastIndex((entry) => entry.at < fact.at || (entry.mails && entry.at <= fact.at));
    told.splice(before + 1, 0, { at: fact.at, mails: true, event });
  }
  return told.map(({ event }) => event);
}

function tellAudit({ action, details }: AuditFact): string {
  const text = (name: string) => (typeof details[name] === 'string' ? (details[name] as string) : '');
  const until = text('expires_at') ? `, good until ${utcMinute(text('expires_at'))}` : '';
  const because = text('reason') ? `: ${text('reason')}` : '';
  switch (action) {
    case 'invitation.created':
      return `Invited as ${text('tier') || 'a member'}${text('batch_id') ? ' with a batch' : ''}${until}.`;
    case 'invitation.resent':
      return `New code${until}. The one before is void.`;
    case 'invitation.extended':
      return `More time${until}.`;
    case 'invitation.revoked':
      return `Revoked${because}${because.endsWith('.') ? '' : '.'} The seat is free again.`;
    case 'invitation.expired':
      return 'Expired. The seat is free again.';
    case 'invitation.revealed':
      return `The code was shown in full${because}${because.endsWith('.') ? '' : '.'}`;
    case 'invitation.used':
      return 'Registered with the code.';
    default:
      return `${action.replace(/^invitation\./, '').replaceAll('_', ' ')}.`;
  }
}

function tellMail(fact: MailFact): string {
  const { status, last_error: reason } = fact;
  if (isKept(fact)) return 'No mail server was set: the outbox keeps the mail.';
  if (status === 'sent') return 'The mail server took the mail.';
  return `${status === 'bounced' ? 'The address was refused' : 'The mail could not be sent'}${reason ? `: ${reason}` : ''}.`;
}
