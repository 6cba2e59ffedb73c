import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';

/** What the database knows of itself. */
export interface DatabaseState {
  /** Connections to this database, whoever holds them. */
  connections: number;
  /** Blocks that were asked for and found in memory, and those that were not, since the counters began. */
  hit: number;
  read: number;
  size: number;
}

export async function readDatabaseState(executor: Executor): Promise<DatabaseState | null> {
  const { rows } = await sql<DatabaseState>`
    select numbackends as connections, blks_hit as hit, blks_read as read, pg_database_size(datid) as size
    from pg_stat_database where datname = current_database()`.execute(executor);
  return rows[0] ?? null;
}

/** How many connections the database takes. */
export async function readConnectionLimit(executor: Executor): Promise<number | null> {
  const { rows } = await sql<{ limit: number }>`
    select current_setting('max_connections')::integer as limit`.execute(executor);
  return rows[0]?.limit ?? null;
}
