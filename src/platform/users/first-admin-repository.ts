import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';

/** Lets one node or visitor at a time decide whether the store still needs its first admin. Held until the transaction ends. */
export async function lockFirstAdmin(transaction: Executor): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('gatehouse:first-admin'))`.execute(transaction);
}

/** Whether the link still works. */
export async function isSetupTokenGood(executor: Executor, hash: Buffer, at: Date): Promise<boolean> {
  const row = await executor
    .selectFrom('user_tokens')
    .select('id')
    .where('token_hash', '=', hash)
    .where('purpose', '=', 'first_admin')
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row !== undefined;
}
