import { type SelectQueryBuilder, sql } from 'kysely';
import type { HandlerInputOf } from '#contract/operations.ts';
import { type KeysetOptions, type KeysetPage, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import type { Database, InvitationRow, MailRow } from '#platform/db/schema.ts';

/** A mail as lists show it: neither its text nor its secret. */
export type MailView = Omit<MailRow, 'data' | 'secret_encrypted' | 'next_attempt_at' | 'claimed_at'> & {
  holds_secret: boolean;
};

export type MailQuery = HandlerInputOf<'outbox.list'>['query'];

export function selectMailViews(executor: Executor) {
  return executor
    .selectFrom('outbox_mails')
    .select([
      'id',
      'kind',
      'recipient',
      'subject',
      'status',
      'transport',
      'attempts',
      'last_error',
      'invitation_id',
      'batch_id',
      'nudge_id',
      'user_id',
      'created_at',
      'sent_at',
      sql<boolean>`secret_encrypted is not null`.as('holds_secret'),
    ]);
}

export const mailKeyset: KeysetOptions = {
  sorts: {
    '-created_at': { column: 'outbox_mails.created_at', type: 'timestamptz', descending: true },
    created_at: { column: 'outbox_mails.created_at', type: 'timestamptz', descending: false },
  },
  id: { column: 'outbox_mails.id', type: 'uuid' },
};

export function findMailView(executor: Executor, id: string): Promise<MailView | undefined> {
  return selectMailViews(executor).where('id', '=', id).executeTakeFirst();
}

export function findMail(executor: Executor, id: string, options: { lock: boolean }): Promise<MailRow | undefined> {
  const query = executor.selectFrom('outbox_mails').selectAll().where('id', '=', id);
  return (options.lock ? query.forUpdate() : query).executeTakeFirst();
}

export function listMails(executor: Executor, query: MailQuery): Promise<KeysetPage<MailView>> {
  return keysetPage(filtered(selectMailViews(executor), query), query, mailKeyset, async () => {
    const all = executor.selectFrom('outbox_mails').select(sql<number>`count(*)`.as('total'));
    return (await filtered(all, query).executeTakeFirstOrThrow()).total;
  });
}

function filtered<Row>(
  query: SelectQueryBuilder<Database, 'outbox_mails', Row>,
  wanted: MailQuery,
): SelectQueryBuilder<Database, 'outbox_mails', Row> {
  const {
    status,
    kind,
    invitation_id: invitationId,
    batch_id: batchId,
    nudge_id: nudgeId,
    user_id: userId,
    q,
  } = wanted;
  const text = q?.trim().toLowerCase();
  const pattern = text ? `%${text.replace(/[\\%_]/g, '\\$&')}%` : null;
  const conditions = [
    status && sql<boolean>`status = ${status}`,
    kind && sql<boolean>`kind = ${kind}`,
    invitationId && sql<boolean>`invitation_id = ${invitationId}::uuid`,
    batchId && sql<boolean>`batch_id = ${batchId}::uuid`,
    nudgeId && sql<boolean>`nudge_id = ${nudgeId}::uuid`,
    userId && sql<boolean>`user_id = ${userId}::uuid`,
    pattern && sql<boolean>`(recipient like ${pattern} or lower(subject) like ${pattern})`,
  ];
  let narrowed = query;
  for (const condition of conditions) if (condition) narrowed = narrowed.where(condition);
  return narrowed;
}

/** What another try of its mail hangs on. */
export type LockedInvitation = Pick<InvitationRow, 'status' | 'code_encrypted'>;

export function lockInvitationOf(transaction: Executor, id: string): Promise<LockedInvitation> {
  return transaction
    .selectFrom('invitations')
    .select(['status', 'code_encrypted'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** Puts a mail back into the queue with all its attempts; the invitation's delivery follows. */
export async function requeueMail(transaction: Executor, mail: MailRow, now: Date): Promise<void> {
  await transaction
    .updateTable('outbox_mails')
    .set({ status: 'queued', attempts: 0, next_attempt_at: now, claimed_at: null, last_error: null })
    .where('id', '=', mail.id)
    .execute();
  if (mail.invitation_id === null) return;
  await transaction
    .updateTable('invitations')
    .set({ delivery: 'queued', delivery_reason: null })
    .where('id', '=', mail.invitation_id)
    .execute();
}
