import { type SelectQueryBuilder, sql } from 'kysely';
import type { HandlerInputOf } from '#contract/operations.ts';
import { type KeysetPage, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import type { Database, InvitationRow } from '#platform/db/schema.ts';
import type { IssuedCode } from './issue-code.ts';

/** An invitation with the names that a person wants to see in place of ids. */
export type InvitationView = Omit<InvitationRow, 'code_hash' | 'code_encrypted' | 'updated_at'> & {
  batch_name: string | null;
  creator_name: string | null;
  creator_role: 'support' | 'ops' | 'admin' | 'member' | null;
};

export type InvitationQuery = HandlerInputOf<'invitations.list'>['query'];

function selectViews(executor: Executor) {
  return executor
    .selectFrom('invitations')
    .leftJoin('batches', 'batches.id', 'invitations.batch_id')
    .leftJoin('users as creator', 'creator.id', 'invitations.created_by')
    .select([
      'invitations.id',
      'invitations.code_last_four',
      'invitations.email',
      'invitations.tier',
      'invitations.status',
      'invitations.delivery',
      'invitations.delivery_reason',
      'invitations.created_at',
      'invitations.expires_at',
      'invitations.used_at',
      'invitations.revoked_at',
      'invitations.user_id',
      'invitations.batch_id',
      'invitations.created_by',
      'batches.name as batch_name',
      'creator.full_name as creator_name',
      'creator.role as creator_role',
    ]);
}

export async function findView(executor: Executor, id: string): Promise<InvitationView | undefined> {
  return selectViews(executor).where('invitations.id', '=', id).executeTakeFirst();
}

/** One page of the list, with the number of all that match. */
export function listViews(executor: Executor, query: InvitationQuery, now: Date): Promise<KeysetPage<InvitationView>> {
  return keysetPage(
    filtered(selectViews(executor), query, now),
    query,
    {
      sorts: {
        '-created_at': { column: 'invitations.created_at', type: 'timestamptz', descending: true },
        created_at: { column: 'invitations.created_at', type: 'timestamptz', descending: false },
        email: { column: 'invitations.email', type: 'text', descending: false },
        '-email': { column: 'invitations.email', type: 'text', descending: true },
        expires_at: { column: 'invitations.expires_at', type: 'timestamptz', descending: false },
        '-expires_at': { column: 'invitations.expires_at', type: 'timestamptz', descending: true },
      },
      id: { column: 'invitations.id', type: 'uuid' },
    },
    async () => {
      const all = executor.selectFrom('invitations').select(sql<number>`count(*)`.as('total'));
      return (await filtered(all, query, now).executeTakeFirstOrThrow()).total;
    },
  );
}

/** A pasted code, masked or not, is searched by what a list may know of it: its last four. */
const lastFourOf = /^(?:4uai.*)?([0-9a-f]{4})$/;

function filtered<Tables extends Database, Table extends keyof Tables & 'invitations', Row>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  { status, tier, delivery, batch_id: batchId, expires_within_days: days, q }: InvitationQuery,
  now: Date,
): SelectQueryBuilder<Tables, Table, Row> {
  const conditions = [
    status && sql<boolean>`invitations.status = ${status}`,
    tier && sql<boolean>`invitations.tier = ${tier}`,
    delivery && sql<boolean>`invitations.delivery = ${delivery}`,
    batchId && sql<boolean>`invitations.batch_id = ${batchId}::uuid`,
    days &&
      sql<boolean>`invitations.status = 'pending' and invitations.expires_at <= ${new Date(now.getTime() + days * 86_400_000)}::timestamptz`,
    q?.trim() && searched(q.trim().toLowerCase()),
  ];
  let narrowed = query;
  for (const condition of conditions) if (condition) narrowed = narrowed.where(condition);
  return narrowed;
}

function searched(text: string) {
  const lastFour = lastFourOf.exec(text)?.[1] ?? null;
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return lastFour === null
    ? sql<boolean>`invitations.email like ${pattern}`
    : sql<boolean>`(invitations.code_last_four = ${lastFour} or invitations.email like ${pattern})`;
}

/** Reads one invitation and keeps others from changing it until the transaction ends. Seats are locked before it. */
export async function lockInvitation(transaction: Executor, id: string): Promise<InvitationRow | undefined> {
  return transaction.selectFrom('invitations').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function findEncryptedCode(executor: Executor, id: string) {
  return executor.selectFrom('invitations').select(['code_encrypted', 'email']).where('id', '=', id).executeTakeFirst();
}

/** True where the address belongs to a user. */
export async function isUser(executor: Executor, email: string): Promise<boolean> {
  const row = await executor
    .selectFrom('users')
    .select('id')
    .where('email', '=', email)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** True where another invitation than this one waits for the address. */
export async function isInvitedElsewhere(executor: Executor, email: string, id: string): Promise<boolean> {
  const row = await executor
    .selectFrom('invitations')
    .select('id')
    .where('email', '=', email)
    .where('status', '=', 'pending')
    .where('id', '!=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps what is needed to recognise the old code, and puts the new one in its place. */
export async function replaceCode(
  transaction: Executor,
  old: Pick<InvitationRow, 'id' | 'code_hash' | 'code_last_four'>,
  code: IssuedCode,
  change: { at: Date; expiresAt: Date; delivery: 'queued' | 'kept' },
): Promise<void> {
  await transaction
    .insertInto('voided_codes')
    .values({
      code_hash: old.code_hash,
      invitation_id: old.id,
      code_last_four: old.code_last_four,
      voided_at: change.at,
    })
    .execute();
  await transaction
    .updateTable('invitations')
    .set({
      code_hash: code.hash,
      code_encrypted: code.encrypted,
      code_last_four: code.lastFour,
      status: 'pending',
      delivery: change.delivery,
      delivery_reason: null,
      expires_at: change.expiresAt,
      revoked_at: null,
      updated_at: change.at,
    })
    .where('id', '=', old.id)
    .execute();
}

export async function extendInvitation(transaction: Executor, id: string, expiresAt: Date, at: Date): Promise<void> {
  await transaction
    .updateTable('invitations')
    .set({ status: 'pending', expires_at: expiresAt, updated_at: at })
    .where('id', '=', id)
    .execute();
}

export async function revokeInvitation(transaction: Executor, id: string, at: Date): Promise<void> {
  await transaction
    .updateTable('invitations')
    .set({ status: 'revoked', revoked_at: at, updated_at: at })
    .where('id', '=', id)
    .execute();
}

/** Takes the next pending invitations whose time is over and marks them. Those that somebody holds come next time. */
export async function expireDue(
  transaction: Executor,
  now: Date,
  limit: number,
): Promise<{ id: string; email: string; expires_at: Date }[]> {
  const { rows } = await sql<{ id: string; email: string; expires_at: Date }>`
    update invitations set status = 'expired', updated_at = ${now}::timestamptz
    where id in (
      select id from invitations where status = 'pending' and expires_at <= ${now}::timestamptz
      order by expires_at limit ${limit}::integer for update skip locked
    )
    returning id, email, expires_at`.execute(transaction);
  return rows.toSorted((left, right) => left.expires_at.getTime() - right.expires_at.getTime());
}
