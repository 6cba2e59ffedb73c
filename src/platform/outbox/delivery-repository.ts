import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import type { MailRow } from '#platform/db/schema.ts';
import type { SendOutcome } from './transport.ts';

/** Takes up what a run that died had in hand. Only the run that holds the job's lock calls it. */
export async function releaseClaims(executor: Executor, now: Date): Promise<void> {
  await executor
    .updateTable('outbox_mails')
    .set({ claimed_at: null, next_attempt_at: now })
    .where('claimed_at', 'is not', null)
    .where('status', '=', 'queued')
    .execute();
}

/** Claims the next mails that are due and counts the attempt, so that a mail that ends the process is not tried for ever. */
export async function claimDue(executor: Executor, now: Date, limit: number): Promise<MailRow[]> {
  const { rows } = await sql<MailRow>`
    update outbox_mails set attempts = attempts + 1, claimed_at = ${now}::timestamptz, transport = 'smtp'
    where id in (
      select id from outbox_mails
      where status = 'queued' and claimed_at is null and next_attempt_at <= ${now}::timestamptz
      order by next_attempt_at, created_at, id limit ${limit}::integer for update skip locked
    )
    returning *`.execute(executor);
  return rows;
}

/** What is written about a mail after an attempt. */
export interface MailResult {
  id: string;
  invitationId: string | null;
  outcome: SendOutcome;
  at: Date;
  /** With `later`: when. */
  nextAttemptAt?: Date;
}

/**
 * Writes the outcome of one attempt; the invitation's delivery follows the newest of its mails. A mail that was
 * cancelled while it was in flight counts as sent if it was. Runs in a transaction and locks the invitation before the
 * mail, as whoever revokes or resends does, so that the two never wait for each other.
 */
export async function recordResult(transaction: Executor, result: MailResult): Promise<void> {
  const { id, invitationId, outcome, at, nextAttemptAt } = result;
  const status = outcome.kind === 'later' ? 'queued' : outcome.kind;
  const reason = outcome.kind === 'sent' ? null : outcome.reason;
  if (invitationId) await lockInvitations(transaction, [invitationId]);
  await sql`
    with mail as (
      update outbox_mails set status = ${status}, last_error = ${reason}, claimed_at = null,
        next_attempt_at = ${nextAttemptAt ?? at}::timestamptz,
        sent_at = case when ${status} = 'sent' then ${at}::timestamptz else sent_at end
      where id = ${id}::uuid and (status = 'queued' or (status = 'cancelled' and ${status} = 'sent'))
      returning id, invitation_id, created_at
    )
    update invitations set delivery = ${status}, delivery_reason = ${reason}
    from mail
    where invitations.id = mail.invitation_id and ${status} <> 'queued'
      and not exists (select from outbox_mails as newer
        where newer.invitation_id = mail.invitation_id and newer.status <> 'cancelled'
          and (newer.created_at, newer.id) > (mail.created_at, mail.id))`.execute(transaction);
}

async function lockInvitations(transaction: Executor, ids: readonly string[]): Promise<void> {
  await sql`select id from invitations where id = any(${ids}::uuid[]) order by id for update`.execute(transaction);
}

/** Without a mail server the outbox is where mails are kept: marks what still waits as kept, in a few statements a chunk. */
export async function keepInOutbox(transaction: Executor, now: Date, limit: number): Promise<number> {
  const waiting = await transaction
    .selectFrom('outbox_mails')
    .select(['id', 'invitation_id'])
    .where('status', '=', 'queued')
    .orderBy('next_attempt_at')
    .limit(limit)
    .execute();
  if (waiting.length === 0) return 0;
  await lockInvitations(
    transaction,
    waiting.flatMap((mail) => mail.invitation_id ?? []),
  );
  await sql`
    with kept as (
      update outbox_mails set status = 'sent', transport = 'outbox', attempts = attempts + 1, claimed_at = null,
        last_error = null, sent_at = ${now}::timestamptz
      where id = any(${waiting.map((mail) => mail.id)}::uuid[]) and status = 'queued'
      returning id, invitation_id, created_at
    )
    update invitations set delivery = 'kept', delivery_reason = null
    from kept
    where invitations.id = kept.invitation_id
      and not exists (select from outbox_mails as newer
        where newer.invitation_id = kept.invitation_id and newer.status <> 'cancelled'
          and (newer.created_at, newer.id) > (kept.created_at, kept.id))`.execute(transaction);
  return waiting.length;
}
