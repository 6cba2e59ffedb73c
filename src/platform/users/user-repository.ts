import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import type { NewUserRow, UserRow } from '#platform/db/schema.ts';
import { type ShownUser, userColumns } from './user-answer.ts';

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

/**
 * The whole row, kept from changing until the transaction ends. Rows that refer to it may be written meanwhile: whoever
 * holds a session and notes something about its user would else wait for us while we wait for the session.
 */
export function lockUser(transaction: Executor, id: string): Promise<UserRow | undefined> {
  return transaction.selectFrom('users').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();
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

/** Keeps others from taking an admin away until the transaction ends. Take it before the account itself. */
export async function lockAdmins(transaction: Executor): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('gatehouse:admins'))`.execute(transaction);
}

/** True where somebody else could still administer the platform. */
export async function hasOtherAdmin(executor: Executor, id: string): Promise<boolean> {
  const row = await executor
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('state', '=', 'active')
    .where('id', '!=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export type UserChanges = Partial<
  Pick<
    UserRow,
    | 'email'
    | 'username'
    | 'full_name'
    | 'company'
    | 'role'
    | 'state'
    | 'beta_tier'
    | 'email_verified_at'
    | 'suspended_at'
    | 'suspended_reason'
    | 'deleted_at'
    | 'purge_at'
  >
>;

/** Changes an account and moves its version on. */
export function changeUser(transaction: Executor, id: string, changes: UserChanges, at: Date): Promise<ShownUser> {
  return transaction
    .updateTable('users')
    .set({ ...changes, updated_at: at, version: sql`version + 1` })
    .where('id', '=', id)
    .returning(userColumns)
    .executeTakeFirstOrThrow();
}
