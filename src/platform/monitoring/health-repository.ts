import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';

/** Asks the database for nothing, which is enough to learn whether it answers. */
export async function pingDatabase(executor: Executor): Promise<void> {
  await sql`select 1`.execute(executor);
}
