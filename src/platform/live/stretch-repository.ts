import { sql } from 'kysely';
import type { MetricName } from '#contract/metric-series.ts';
import { noticeChannel } from '#platform/db/notices.ts';
import type { Executor } from '#platform/db/open.ts';
import { addPoint, type StoredPoint } from '#platform/metrics/history-repository.ts';
import { isSeries } from '#platform/metrics/series.ts';
import { Histogram } from '#shared/metrics/histogram.ts';

/** A stretch of points that was written, and where that stands among all that were. */
export interface NotedStretch {
  position: number;
  at: Date;
}

/** Tells all nodes something, outside of any transaction. */
export async function say(executor: Executor, notice: string): Promise<void> {
  await sql`select pg_notify(${noticeChannel}, ${notice})`.execute(executor);
}

/** Gives stretches that this transaction wrote their places, and tells all nodes once it has committed. */
export async function noteStretches(transaction: Executor, stretches: readonly Date[], now: Date): Promise<void> {
  if (stretches.length === 0) return;
  const { position: head } = await transaction
    .updateTable('live_head')
    .set((head) => ({ position: head('position', '+', stretches.length) }))
    .returning('position')
    .executeTakeFirstOrThrow();
  const first = head - stretches.length + 1;
  await transaction
    .insertInto('live_stretches')
    .values(stretches.map((at, index) => ({ position: first + index, at, noted_at: now })))
    .execute();
  await say(transaction, 'points');
}

/** The newest position; 0 before the first. */
export async function readHead(executor: Executor): Promise<number> {
  const { position } = await executor.selectFrom('live_head').select('position').executeTakeFirstOrThrow();
  return position;
}

/** What was written after a position, or after it and not before a time, in its order. */
export async function stretchesAfter(
  executor: Executor,
  position: number,
  { since, most }: { since?: Date; most: number },
): Promise<NotedStretch[]> {
  let query = executor.selectFrom('live_stretches').select(['position', 'at']).where('position', '>', position);
  if (since) query = query.where('noted_at', '>=', since);
  return await query.orderBy('position').limit(most).execute();
}

export interface SeriesPoint {
  name: MetricName;
  label: string;
  point: StoredPoint;
}

/** The points of ten seconds of all series in some stretches, nodes merged, by the time of their stretch. */
export async function pointsOf(
  executor: Executor,
  stretches: readonly Date[],
): Promise<ReadonlyMap<number, SeriesPoint[]>> {
  if (stretches.length === 0) return new Map();
  const rows = await executor
    .selectFrom('metric_points')
    .select(['name', 'label', 'at', 'count', 'sum', 'min', 'max', 'histogram'])
    .where('resolution', '=', 10)
    .where('at', 'in', [...stretches])
    .execute();
  const found = new Map<number, Map<string, SeriesPoint>>();
  for (const { name, label, ...row } of rows) {
    if (!isSeries(name)) continue;
    const point = { ...row, histogram: row.histogram && Histogram.decode(row.histogram) };
    const series = found.get(row.at.getTime()) ?? new Map<string, SeriesPoint>();
    found.set(row.at.getTime(), series);
    const known = series.get(`${name} ${label}`);
    if (known) addPoint(known.point, point);
    else series.set(`${name} ${label}`, { name, label, point });
  }
  return new Map([...found].map(([at, series]) => [at, [...series.values()]]));
}

export interface AlertCounts {
  firing: number;
  acknowledged: number;
  silenced: number;
}

/** How many alerts that are not over are in which state. */
export async function countAlerts(executor: Executor): Promise<AlertCounts> {
  const rows = await executor
    .selectFrom('alerts')
    .select(['state', (count) => count.fn.countAll<number>().as('alerts')])
    .where('state', '!=', 'resolved')
    .groupBy('state')
    .execute();
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.alerts ?? 0);
  return { firing: of('firing'), acknowledged: of('acknowledged'), silenced: of('silenced') };
}

/** Forgets what nobody goes on from any more. */
export async function forgetStretchesBefore(executor: Executor, before: Date): Promise<void> {
  await executor.deleteFrom('live_stretches').where('noted_at', '<', before).execute();
}
