import { type RawBuilder, sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import { erasedId } from './limits.ts';

/** Rows that one statement removes at most, so that none holds its locks for long. */
const mostAtOnce = 5000;

export interface Ages {
  events: Date;
  errors: Date;
  days: Date;
}

/** Removes what is older than it is kept. True if there may be more. */
export async function forgetBefore(executor: Executor, before: Ages): Promise<boolean> {
  const some = sql.lit(mostAtOnce);
  const statements = [
    ...['request_events', 'usage_events', 'error_events'].map(
      (table) => sql`delete from ${sql.table(table)}
        where id = any(array(select id from ${sql.table(table)} where at < ${before.events} order by at limit ${some}))`,
    ),
    ...['request_days', 'usage_days'].map(
      (table) => sql`delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where day < (${before.days}::timestamptz at time zone 'UTC')::date limit ${some}))`,
    ),
    sql`delete from user_errors where ctid = any(array(
      select ctid from user_errors where last_at < ${before.errors} limit ${some}))`,
  ];
  let more = false;
  for (const statement of statements) {
    const { numAffectedRows } = await statement.execute(executor);
    if (Number(numAffectedRows ?? 0) >= mostAtOnce) more = true;
  }
  return more;
}

/**
 * Erases what was reported about one person. Their requests, calls and errors go; the sums of their days stay without
 * them, so that what the beta cost stays what it was.
 */
export async function eraseReported(transaction: Executor, userId: string): Promise<void> {
  const id = sql`${userId}::uuid`;
  for (const table of ['request_events', 'usage_events', 'error_events', 'user_errors']) {
    await sql`delete from ${sql.table(table)} where user_id = ${id}`.execute(transaction);
  }
  const sums: { table: string; keys: string[]; counts: string[] }[] = [
    {
      table: 'request_days',
      keys: ['day'],
      counts: ['requests', 'client_errors', 'server_errors', 'duration_us', 'bytes'],
    },
    {
      table: 'usage_days',
      keys: ['day', 'provider', 'model', 'agent'],
      counts: ['calls', 'failures', 'input_tokens', 'output_tokens', 'cost_usd_micros', 'latency_us'],
    },
  ];
  for (const { table, keys, counts } of sums) {
    const columns = refs([...keys, ...counts]);
    const added = counts.map(
      (count) => sql`${sql.ref(count)} = ${sql.ref(`${table}.${count}`)} + ${sql.ref(`excluded.${count}`)}`,
    );
    await sql`
      with gone as (delete from ${sql.table(table)} where user_id = ${id} returning *)
      insert into ${sql.table(table)} (user_id, ${columns}, last_at)
      select ${erasedId}::uuid, ${columns}, day::timestamp at time zone 'UTC' from gone order by ${refs(keys)}
      on conflict (user_id, ${refs(keys)}) do update set ${sql.join(added)}`.execute(transaction);
  }
}

function refs(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)));
}

/** People who were erased since then. */
export async function erasedSince(executor: Executor, since: Date): Promise<string[]> {
  const rows = await executor.selectFrom('users').select('id').where('purged_at', '>=', since).execute();
  return rows.map(({ id }) => id);
}
