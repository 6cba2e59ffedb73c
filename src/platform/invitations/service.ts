import type { Invitation } from '#contract/invitations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { moveSeats, readSeats } from '#platform/capacity/ledger-repository.ts';
import type { Executor } from '#platform/db/open.ts';
import type { InvitationRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { cancelQueuedMails } from '#platform/outbox/cancel-repository.ts';
import { invitationMailData, invitationMailSubject } from '#platform/outbox/invitation-mail.ts';
import { mailTransport, queueMails } from '#platform/outbox/queue-mail.ts';
import { decrypt } from '#platform/security/encryption.ts';
import { utcMinute } from '#shared/time.ts';
import {
  createInvitations,
  draftInvitations,
  expiryFrom,
  type NewInvitation,
  type RefusalReason,
} from './bulk-repository.ts';
import { issueCodes } from './issue-code.ts';
import { presentInvitation } from './present.ts';
import {
  extendInvitation,
  findEncryptedCode,
  findView,
  isInvitedElsewhere,
  isUser,
  lockInvitation,
  replaceCode,
  revokeInvitation,
} from './repository.ts';

/** Invites one address. The answer shows the code in full, once. */
export async function generateInvitation(
  deps: PlatformDeps,
  wanted: NewInvitation,
  context: RequestContext,
): Promise<Invitation> {
  const at = deps.clock.now();
  const drafts = draftInvitations(deps, [wanted]);
  const view = await deps.database.transaction().execute(async (transaction) => {
    await readSeats(transaction, { lock: true });
    const origin = { at, createdBy: requireActor(context).id };
    const { created, refused, audit } = await createInvitations(transaction, deps, drafts, origin);
    const [made] = created;
    if (!made) throw refusal(wanted.email, refused[0]?.reason ?? 'already_invited');
    if (!(await moveSeats(transaction, { reserved: 1 }))) throw noSeat();
    const row = await viewOf(transaction, made.id);
    await recordAudit(transaction, at, auditActorOf(context), audit);
    return row;
  });
  deps.wakeJobs();
  return presentInvitation(view, drafts[0]?.code);
}

/** Voids the old code and mails a new one. An expired or revoked invitation takes a seat again. */
export async function resendInvitation(deps: PlatformDeps, id: string, context: RequestContext): Promise<Invitation> {
  const at = deps.clock.now();
  const answer = await change(deps, id, async (transaction, row) => {
    refuseUsed(row, 'A new code would be of no use');
    await takeSeatAgain(transaction, row);
    const [code] = issueCodes(deps.keys, [row.tier]);
    if (!code) throw new Error('One code was asked for and none was made.');
    const expiresAt = expiryFrom(at);
    await replaceCode(transaction, row, code, { at, expiresAt, delivery: mailTransport(deps.config).delivery });
    await cancelQueuedMails(transaction, [id], 'Not sent: a newer code took the place of the one in it.');
    await queueMails(transaction, deps, [
      {
        kind: 'invitation',
        to: row.email,
        subject: invitationMailSubject,
        data: invitationMailData(row.tier, expiresAt),
        secret: code.code,
        invitationId: id,
        ...(row.batch_id ? { batchId: row.batch_id } : {}),
      },
    ]);
    const view = await viewOf(transaction, id);
    await record(transaction, at, context, row, 'invitation.resent', {
      before: { status: row.status, expires_at: row.expires_at.toISOString() },
      expires_at: expiresAt.toISOString(),
    });
    return presentInvitation(view, code.code);
  });
  deps.wakeJobs();
  return answer;
}

/** Makes a pending invitation unusable and returns its seat. */
export function revokeInvitationOf(
  deps: PlatformDeps,
  id: string,
  reason: string | undefined,
  context: RequestContext,
): Promise<Invitation> {
  const at = deps.clock.now();
  return change(deps, id, async (transaction, row) => {
    refuseUsed(row, 'It cannot be revoked any more');
    if (row.status !== 'pending') throw conflict(row, `It is ${row.status} already, so there is nothing to revoke.`);
    await revokeInvitation(transaction, id, at);
    await moveSeats(transaction, { reserved: -1 });
    await cancelQueuedMails(transaction, [id], 'Not sent: the invitation was revoked.');
    const view = await viewOf(transaction, id);
    await record(transaction, at, context, row, 'invitation.revoked', reason ? { reason } : {});
    return presentInvitation(view);
  });
}

/** Moves the expiry by whole days from now or from the present expiry, whichever is later. The code stays the same. */
export function extendInvitationOf(
  deps: PlatformDeps,
  id: string,
  days: number,
  context: RequestContext,
): Promise<Invitation> {
  const at = deps.clock.now();
  return change(deps, id, async (transaction, row) => {
    refuseUsed(row, 'It needs no more time');
    if (row.status === 'revoked') throw conflict(row, 'It was revoked. Resend makes it good again with a new code.');
    await takeSeatAgain(transaction, row);
    const expiresAt = expiryFrom(new Date(Math.max(at.getTime(), row.expires_at.getTime())), days);
    await extendInvitation(transaction, id, expiresAt, at);
    const view = await viewOf(transaction, id);
    await record(transaction, at, context, row, 'invitation.extended', {
      days,
      before: { status: row.status, expires_at: row.expires_at.toISOString() },
      expires_at: expiresAt.toISOString(),
    });
    return presentInvitation(view);
  });
}

/** Shows a code in full. That it was shown, to whom and why is committed before the answer leaves. */
export async function revealCode(
  deps: PlatformDeps,
  id: string,
  reason: string,
  context: RequestContext,
): Promise<{ code: string }> {
  return deps.database.transaction().execute(async (transaction) => {
    const row = await findEncryptedCode(transaction, id);
    if (!row) throw notFound('invitation');
    const code = decrypt(deps.keys.encryption, row.code_encrypted);
    await record(transaction, deps.clock.now(), context, { id, email: row.email }, 'invitation.revealed', { reason });
    return { code };
  });
}

/** Seats first, then the invitation: the same order everywhere, so that nobody waits in a circle. */
async function change<Answer>(
  deps: PlatformDeps,
  id: string,
  work: (transaction: Executor, row: InvitationRow) => Promise<Answer>,
): Promise<Answer> {
  return deps.database.transaction().execute(async (transaction) => {
    await readSeats(transaction, { lock: true });
    const row = await lockInvitation(transaction, id);
    if (!row) throw notFound('invitation');
    return work(transaction, row);
  });
}

/** A pending invitation holds a seat; an expired or revoked one gave it back and has to be let in again like a new one. */
async function takeSeatAgain(transaction: Executor, row: InvitationRow): Promise<void> {
  if (row.status === 'pending') return;
  if (await isUser(transaction, row.email)) throw refusal(row.email, 'already_user');
  if (await isInvitedElsewhere(transaction, row.email, row.id)) throw refusal(row.email, 'already_invited');
  if (!(await moveSeats(transaction, { reserved: 1 }))) throw noSeat();
}

async function viewOf(transaction: Executor, id: string) {
  const view = await findView(transaction, id);
  if (!view) throw new Error('An invitation vanished inside its own transaction.');
  return view;
}

function record(
  transaction: Executor,
  at: Date,
  context: RequestContext,
  invitation: Pick<InvitationRow, 'id' | 'email'>,
  action: string,
  details: Record<string, unknown>,
): Promise<void> {
  const event = { action, subjectType: 'invitation', subjectId: invitation.id, details };
  return recordAudit(transaction, at, auditActorOf(context), [
    { ...event, personal: { subject_name: invitation.email } },
  ]);
}

function refuseUsed(row: InvitationRow, consequence: string): void {
  if (row.status !== 'used') return;
  const when = row.used_at ? ` on ${utcMinute(row.used_at)}` : '';
  throw conflict(row, `It was used${when}. ${consequence}.`);
}

function conflict(row: InvitationRow, detail: string): ProblemError {
  return new ProblemError('state_conflict', `The invitation of ${row.email} was not changed. ${detail}`);
}

function refusal(email: string, reason: RefusalReason): ProblemError {
  const [message, advice] =
    reason === 'already_user'
      ? ['has an account already', 'Nothing was made; look the person up under Users.']
      : ['has a pending invitation already', 'Nothing was made; resend or extend that one.'];
  return new ProblemError('already_exists', `${email} ${message}. ${advice}`, {
    errors: [{ path: 'email', message: `This address ${message}` }],
  });
}

function noSeat(): ProblemError {
  return new ProblemError(
    'capacity_exhausted',
    'All seats are used or reserved. Nothing was changed; revoke an invitation, wait for one to expire, or let an admin raise the capacity.',
  );
}
