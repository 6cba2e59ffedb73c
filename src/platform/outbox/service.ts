import type { Page } from '#contract/common.ts';
import type { Mail, MailDetail } from '#contract/outbox.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { MailRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { RequestContext } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { decrypt } from '#platform/security/encryption.ts';
import { isKept } from '#shared/kept-mail.ts';
import type { MailComposer } from './compose-mail.ts';
import { isErased } from './erased.ts';
import {
  findMail,
  findMailView,
  type LockedInvitation,
  listMails,
  lockInvitationOf,
  type MailQuery,
  type MailView,
  requeueMail,
} from './repository.ts';

export async function listOutbox(deps: Pick<PlatformDeps, 'database'>, query: MailQuery): Promise<Page<Mail>> {
  const page = await listMails(deps.database, query);
  return { items: page.rows.map(presentMail), next_cursor: page.nextCursor, total: page.total };
}

/** Opens one mail. If it holds a code, a link or a key, that it was opened is committed before the answer leaves. */
export async function openMail(
  deps: PlatformDeps,
  compose: MailComposer,
  id: string,
  context: RequestContext,
): Promise<MailDetail> {
  return deps.database.transaction().execute(async (transaction) => {
    const row = await findMail(transaction, id, { lock: false });
    const view = await findMailView(transaction, id);
    if (!row || !view) throw notFound('mail');
    if (isErased(row)) throw erased();
    const secret = secretOf(deps, row);
    const { kind, recipient: to, subject, data } = row;
    const composed = compose({ kind, to, subject, data, secret });
    if (secret !== '') await record(transaction, deps, context, row, 'mail.opened');
    return { ...presentMail(view), ...composed };
  });
}

/** Queues a mail that failed or bounced once more, with the same text. */
export async function retryMail(deps: PlatformDeps, id: string, context: RequestContext): Promise<Mail> {
  const answer = await deps.database.transaction().execute(async (transaction) => {
    const found = await findMail(transaction, id, { lock: false });
    // The invitation is locked before the mail, as everywhere.
    const invitation = found?.invitation_id ? await lockInvitationOf(transaction, found.invitation_id) : null;
    const mail = await findMail(transaction, id, { lock: true });
    if (!mail) throw notFound('mail');
    if (mail.status !== 'failed' && mail.status !== 'bounced') throw conflict(notAgain(mail));
    if (invitation) refuseOutdated(deps, invitation, mail);
    await requeueMail(transaction, mail, deps.clock.now());
    const view = await findMailView(transaction, id);
    if (!view) throw new Error('A mail vanished inside its own transaction.');
    await record(transaction, deps, context, mail, 'mail.retried');
    return presentMail(view);
  });
  deps.wakeJobs();
  return answer;
}

function notAgain(mail: MailRow): string {
  if (!isKept(mail)) return `This mail is ${mail.status}; only one that failed or bounced can be sent again.`;
  const then =
    mail.invitation_id === null ? 'Its text can be passed on.' : 'Pass its text on, or resend the invitation.';
  return `No mail server was set, so this mail is kept in the outbox. ${then}`;
}

/** A mail whose code is void would only mislead whoever gets it. */
function refuseOutdated(deps: PlatformDeps, invitation: LockedInvitation, mail: MailRow): void {
  if (invitation.status !== 'pending') {
    throw conflict(`The invitation in this mail is ${invitation.status}. Resend the invitation for a new code.`);
  }
  if (decrypt(deps.keys.encryption, invitation.code_encrypted) !== secretOf(deps, mail)) {
    throw conflict('A newer code took the place of the one in this mail. Resend the invitation for another one.');
  }
}

function secretOf(deps: Pick<PlatformDeps, 'keys'>, mail: MailRow): string {
  return mail.secret_encrypted ? decrypt(deps.keys.encryption, mail.secret_encrypted) : '';
}

function record(
  transaction: Executor,
  deps: PlatformDeps,
  context: RequestContext,
  mail: MailRow,
  action: string,
): Promise<void> {
  return recordAudit(transaction, deps.clock.now(), auditActorOf(context), [
    {
      action,
      subjectType: 'mail',
      subjectId: mail.id,
      details: { kind: mail.kind, ...(mail.invitation_id ? { invitation_id: mail.invitation_id } : {}) },
      personal: { subject_name: mail.recipient },
    },
  ]);
}

function erased(): ProblemError {
  return new ProblemError(
    'not_found',
    'The text of this mail was erased with the person it was for. That it was made and when is all that is kept.',
  );
}

function conflict(detail: string): ProblemError {
  return new ProblemError('state_conflict', `${detail} Nothing was changed.`);
}

/** A mail as lists show it. */
export function presentMail({ recipient, created_at: createdAt, sent_at: sentAt, ...row }: MailView): Mail {
  return { ...row, to: recipient, created_at: createdAt.toISOString(), sent_at: sentAt?.toISOString() ?? null };
}
