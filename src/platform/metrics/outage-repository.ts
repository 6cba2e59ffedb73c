import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import { noteStale } from './point-repository.ts';
import { stretchOf } from './series.ts';

const lookMilliseconds = 30_000;

export interface Outage {
  from: Date;
  to: Date;
  detail: string;
}

/**
 * Writes afterwards that the database was away, which nobody could write while it was: it was down, and with it the
 * platform's interface. Where other nodes looked at it meanwhile it was this node alone that did not reach it, and nothing
 * is written; what several nodes tell of the same outage counts once. Runs in a transaction.
 */
export async function recordOutage(transaction: Executor, { from, to, detail }: Outage): Promise<void> {
  const { rows } = await sql<{ service: string }>`
    update probes set state = 'down', since = ${from}::timestamptz, checked_at = ${to}::timestamptz, detail = ${detail}
    where service in ('api', 'database') and checked_at < ${from}::timestamptz
    returning service`.execute(transaction);
  if (rows.length === 0) return;
  const services = rows.map(({ service }) => service);
  await transaction
    .insertInto('probe_states')
    .values(services.map((service) => ({ service, at: from, state: 'down' as const, detail })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const start = new Date(stretchOf(from.getTime(), 10));
  await sql`
    insert into metric_points (resolution, name, label, at, node, count, sum, min, max)
    select 10, 'probe.up', service, at, 'away', 1, 0, 0, 0
    from unnest(${services}::text[]) as service
    cross join generate_series(${start}::timestamptz, ${new Date(to.getTime() - 1)}::timestamptz,
      make_interval(secs => ${lookMilliseconds / 1000}::integer)) as at
    on conflict do nothing`.execute(transaction);
  for (let minute = stretchOf(from.getTime(), 60); minute < to.getTime(); minute += 60_000) {
    await noteStale(transaction, { source: 'points', resolution: 60, at: new Date(minute) });
  }
}
