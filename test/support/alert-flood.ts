import { type SqlBool, sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';

/**
 * Alerts of many series as a flood leaves them, the database's own work: most of them over, one in fifty open, spread
 * over the rules that there are and over the last 60 days.
 */
export async function floodAlerts(executor: Executor, count: number, now: Date): Promise<void> {
  await sql`
    with rules as (select array_agg(id order by id) as ids from alert_rules where deleted_at is null)
    insert into alerts (id, rule_id, label, state, severity, summary, value, grouped, opened_at, fired_at, resolved_at)
    select gen_random_uuid(), ids[1 + number % array_length(ids, 1)], 'GET /flood/' || number,
      case when open then 'firing' else 'resolved' end, (array['critical', 'warning', 'info'])[1 + number % 3],
      'P95 response time at GET /flood/' || number || ' is ' || number || ' ms; the limit is 100 ms', number, 0, at, at,
      case when open then null else at + interval '5 minutes' end
    from rules cross join generate_series(1, ${count}::integer) as number
    cross join lateral (select number % 50 = 0 as open, ${now}::timestamptz - number * (interval '60 days' / ${count}::integer) as at) as fate`.execute(
    executor,
  );
  await sql`
    insert into alert_events (alert_id, at, kind, comment, value) select id, opened_at, 'fired', '', value from alerts
    where ${sql<SqlBool>`label like 'GET /flood/%'`}`.execute(executor);
  await sql`analyze alerts, alert_events`.execute(executor);
}

/** A point of each of many series, in the stretch that begins at a time. */
export async function floodSeries(executor: Executor, count: number, at: Date, value: number): Promise<void> {
  await sql`
    insert into metric_points (resolution, name, label, at, node, count, sum, min, max)
    select 10, 'probe.up', 'made up ' || lpad(number::text, 6, '0'), ${at}::timestamptz, 'test', 1, ${value}::float8,
      ${value}::float8, ${value}::float8
    from generate_series(1, ${count}::integer) as number`.execute(executor);
}
