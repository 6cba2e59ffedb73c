import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import type { RunningFilesTable } from '#platform/db/tables/store.ts';

/** Lets one at a time count and add. */
export async function holdFiles(transaction: Executor): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('gatehouse:files'))`.execute(transaction);
}

/** Forgets files whose node is silent, and counts the others. */
export async function countFiles(
  transaction: Executor,
  owner: string,
  now: Date,
): Promise<{ own: number; all: number }> {
  await transaction.deleteFrom('running_files').where('goes_on_until', '<=', now).execute();
  return await transaction
    .selectFrom('running_files')
    .select([sql<number>`count(*) filter (where owner = ${owner})`.as('own'), sql<number>`count(*)`.as('all')])
    .executeTakeFirstOrThrow();
}

export async function addFile(transaction: Executor, file: RunningFilesTable): Promise<void> {
  await transaction.insertInto('running_files').values(file).execute();
}

export async function keepFile(executor: Executor, id: string, until: Date): Promise<void> {
  await executor.updateTable('running_files').set({ goes_on_until: until }).where('id', '=', id).execute();
}

export async function forgetFile(executor: Executor, id: string): Promise<void> {
  await executor.deleteFrom('running_files').where('id', '=', id).execute();
}
