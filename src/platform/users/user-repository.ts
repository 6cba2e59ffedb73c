import { sql } from 'kysely';
import type { Role } from '#contract/common.ts';
import type { UserState } from '#contract/users.ts';
import { type KeysetOptions, type KeysetPage, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import type { NewUserRow, UserRow } from '#platform/db/schema.ts';
import { type ShownUser, userColumns } from './user-answer.ts';

export interface UserFilters {
  role?: Role | undefined;
  state?: UserState | undefined;
  /** Part of address, username, name or company. */
  q?: string | undefined;
}

const keyset: KeysetOptions = {
  sorts: {
    '-created_at': { column: 'users.created_at', type: 'timestamptz', descending: true },
    created_at: { column: 'users.created_at', type: 'timestamptz', descending: false },
    email: { column: 'users.email', type: 'text', descending: false },
    '-email': { column: 'users.email', type: 'text', descending: true },
  },
  id: { column: 'users.id', type: 'uuid' },
};

export function listUsers(
  executor: Executor,
  filters: UserFilters,
  page: { limit: number; cursor?: string | undefined; sort: string },
): Promise<KeysetPage<ShownUser>> {
  const filtered = executor
    .selectFrom('users')
    .$if(filters.role !== undefined, (query) => query.where('role', '=', filters.role as Role))
    .$if(filters.state !== undefined, (query) => query.where('state', '=', filters.state as UserState))
    .$if(filters.q !== undefined && filters.q.trim() !== '', (query) => {
      const pattern = containsPattern(filters.q ?? '');
      return query.where(
        sql<boolean>`(email like ${pattern} or username like ${pattern} or lower(full_name) like ${pattern} or lower(company) like ${pattern})`,
      );
    });
  return keysetPage(filtered.select(userColumns), page, keyset, async () => {
    const { total } = await filtered.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
    return total;
  });
}

/** A LIKE pattern for “contains”, with the text's own wildcards taken literally. */
function containsPattern(text: string): string {
  return `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
}

export function findUser(executor: Executor, id: string): Promise<ShownUser | undefined> {
  return executor.selectFrom('users').select(userColumns).where('id', '=', id).executeTakeFirst();
}

/** Users by their ids, in one read. */
export async function findUsers(executor: Executor, ids: readonly string[]): Promise<ReadonlyMap<string, ShownUser>> {
  const rows = await executor
    .selectFrom('users')
    .select(userColumns)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** A user by their address, deleted ones left out. */
export function findUserByEmail(executor: Executor, email: string): Promise<UserRow | undefined> {
  return executor
    .selectFrom('users')
    .selectAll()
    .where('email', '=', email)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

/** The whole row, kept from changing until the transaction ends. */
export function lockUser(transaction: Executor, id: string): Promise<UserRow | undefined> {
  return transaction.selectFrom('users').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function insertUser(transaction: Executor, row: NewUserRow): Promise<ShownUser> {
  return transaction.insertInto('users').values(row).returning(userColumns).executeTakeFirstOrThrow();
}

/** True while the store has nobody who could administer it. */
export async function hasAdmin(executor: Executor): Promise<boolean> {
  const row = await executor
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
