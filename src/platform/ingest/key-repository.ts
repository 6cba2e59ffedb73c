import { type SqlBool, sql } from 'kysely';
import type { Role } from '#contract/common.ts';
import { type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import type { IngestKeysTable } from '#platform/db/tables/ingest.ts';

/** A key as it is listed: everything but its hash, with the names of people. */
export interface IngestKeyView extends Omit<IngestKeysTable, 'key_hash'> {
  creator_name: string | null;
  creator_role: Role | null;
  revoker_name: string | null;
  revoker_role: Role | null;
}

function selectKeys(executor: Executor) {
  return executor
    .selectFrom('ingest_keys')
    .leftJoin('users as creator', 'creator.id', 'ingest_keys.created_by')
    .leftJoin('users as revoker', 'revoker.id', 'ingest_keys.revoked_by')
    .select([
      'ingest_keys.id',
      'ingest_keys.name',
      'ingest_keys.last_four',
      'ingest_keys.created_at',
      'ingest_keys.created_by',
      'ingest_keys.last_used_at',
      'ingest_keys.revoked_at',
      'ingest_keys.revoked_by',
      'creator.full_name as creator_name',
      'creator.role as creator_role',
      'revoker.full_name as revoker_name',
      'revoker.role as revoker_role',
    ]);
}

export function findKeyView(executor: Executor, id: string): Promise<IngestKeyView | undefined> {
  return selectKeys(executor).where('ingest_keys.id', '=', id).executeTakeFirst();
}

export function listKeys(
  executor: Executor,
  state: 'live' | 'revoked' | undefined,
  request: KeysetRequest,
): Promise<KeysetPage<IngestKeyView>> {
  const wanted =
    state === undefined
      ? sql<SqlBool>`true`
      : state === 'live'
        ? sql<SqlBool>`ingest_keys.revoked_at is null`
        : sql<SqlBool>`ingest_keys.revoked_at is not null`;
  return keysetPage(
    selectKeys(executor).where(wanted),
    request,
    {
      sorts: {
        '-created_at': { column: 'ingest_keys.created_at', type: 'timestamptz', descending: true },
        created_at: { column: 'ingest_keys.created_at', type: 'timestamptz', descending: false },
      },
      id: { column: 'ingest_keys.id', type: 'uuid' },
    },
    async () => {
      const counted = executor.selectFrom('ingest_keys').where(wanted).select(sql<number>`count(*)`.as('total'));
      return (await counted.executeTakeFirstOrThrow()).total;
    },
  );
}

export interface KnownKey {
  id: string;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

/** Keys by their hashes in hex, in one read. */
export async function findKeys(executor: Executor, hashes: readonly string[]): Promise<ReadonlyMap<string, KnownKey>> {
  const rows = await executor
    .selectFrom('ingest_keys')
    .select(['id', 'last_used_at', 'revoked_at', sql<string>`encode(key_hash, 'hex')`.as('hash')])
    .where(
      'key_hash',
      '=',
      sql<Uint8Array>`any(array(select decode(hash, 'hex') from unnest(${[...hashes]}::text[]) as hash))`,
    )
    .execute();
  return new Map(rows.map(({ hash, ...key }) => [hash, key]));
}

/** The hashes in hex of the keys that are live, the newest first. */
export async function liveHashes(executor: Executor): Promise<string[]> {
  const rows = await executor
    .selectFrom('ingest_keys')
    .select(sql<string>`encode(key_hash, 'hex')`.as('hash'))
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1000)
    .execute();
  return rows.map(({ hash }) => hash);
}

export async function touchKey(executor: Executor, id: string, now: Date): Promise<void> {
  await executor.updateTable('ingest_keys').set({ last_used_at: now }).where('id', '=', id).execute();
}

export async function insertKey(
  transaction: Executor,
  key: Pick<IngestKeysTable, 'id' | 'name' | 'key_hash' | 'last_four' | 'created_at' | 'created_by'>,
): Promise<void> {
  await transaction.insertInto('ingest_keys').values(key).execute();
}

/** Holds a key until the transaction ends. */
export function lockKey(transaction: Executor, id: string) {
  return transaction
    .selectFrom('ingest_keys')
    .select(['id', 'name', 'revoked_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function markRevoked(transaction: Executor, id: string, by: string, at: Date): Promise<void> {
  await transaction.updateTable('ingest_keys').set({ revoked_at: at, revoked_by: by }).where('id', '=', id).execute();
}
