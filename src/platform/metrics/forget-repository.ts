import { sql } from 'kysely';
import type { Resolution } from '#contract/metrics.ts';
import type { Executor } from '#platform/db/open.ts';

/** Rows that one statement removes at most, so that none holds its locks for long. */
const mostAtOnce = 5000;

/** True if there may be more. */
export async function forgetPointsBefore(executor: Executor, resolution: Resolution, before: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from metric_points where ctid = any(array(
      select ctid from metric_points where resolution = ${resolution} and at < ${before} limit ${sql.lit(mostAtOnce)}
    ))`.execute(executor);
  return Number(numAffectedRows ?? 0) >= mostAtOnce;
}

export async function forgetNodesBefore(executor: Executor, before: Date): Promise<void> {
  await executor.deleteFrom('platform_nodes').where('last_at', '<', before).execute();
}

/** The newest state before that time stays: it is the one that held then. */
export async function forgetProbeStatesBefore(executor: Executor, before: Date): Promise<void> {
  await sql`
    delete from probe_states as old where at < ${before} and exists (
      select from probe_states as newer
      where newer.service = old.service and newer.at > old.at and newer.at <= ${before}
    )`.execute(executor);
}
