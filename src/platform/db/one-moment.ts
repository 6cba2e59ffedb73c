import type { Kysely } from 'kysely';
import type { Executor } from './open.ts';
import type { Database } from './schema.ts';

/**
 * Reads what takes several questions as it stood in one moment: without it, a job may change in between what the
 * second question tells, and the answer never was. The embedded store has one connection, so nothing comes between there.
 */
export function atOneMoment<Answer>(
  database: Kysely<Database>,
  read: (executor: Executor) => Promise<Answer>,
): Promise<Answer> {
  return database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}
