import { sql } from 'kysely';
import type { Resolution } from '#contract/metrics.ts';
import type { Executor } from '#platform/db/open.ts';

/** A point to be added up again, and the notes that say so. */
export interface StaleStretch {
  source: 'points' | 'gateway';
  at: Date;
  ids: number[];
}

/** The oldest stretches that have to be added up. */
export async function readStale(executor: Executor, resolution: Resolution, limit: number): Promise<StaleStretch[]> {
  const { rows } = await sql<StaleStretch>`
    select source, at, array_agg(id::float8) as ids from metric_stale
    where resolution = ${resolution} group by source, at order by at, source limit ${limit}`.execute(executor);
  return rows;
}

/** Forgets these notes and no later one: what was noted meanwhile has not been added up. */
export async function forgetStale(executor: Executor, ids: readonly number[]): Promise<void> {
  await sql`delete from metric_stale where id = any(${[...ids]}::bigint[])`.execute(executor);
}
