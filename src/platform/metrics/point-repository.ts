import { sql } from 'kysely';
import type { Resolution } from '#contract/metrics.ts';
import type { Executor } from '#platform/db/open.ts';
import { Histogram } from '#shared/metrics/histogram.ts';
import { addPoint } from './history-repository.ts';
import type { Measured } from './meter.ts';
import { isSeries } from './series.ts';

export interface PointsOfNode {
  resolution: Resolution;
  at: Date;
  /** Empty where points of several nodes were added up. */
  node: string;
  measured: readonly Measured[];
}

/** Rows of one statement: ten parameters each, of 65,535. */
const rowsPerInsert = 1000;

/**
 * Writes what one node measured in one stretch. Where it has written of that stretch before (a clock was set back, it
 * stopped in the middle), both are added up. Runs in a transaction.
 */
export async function addPoints(transaction: Executor, points: PointsOfNode): Promise<void> {
  const { resolution, at, node } = points;
  for (let from = 0; from < points.measured.length; from += rowsPerInsert) {
    const part = points.measured.slice(from, from + rowsPerInsert);
    const written = await transaction
      .insertInto('metric_points')
      .values(part.map((one) => rowOf(points, one)))
      .onConflict((conflict) => conflict.doNothing())
      .returning(['name', 'label'])
      .execute();
    if (written.length === part.length) continue;
    const done = new Set(written.map(({ name, label }) => `${name} ${label}`));
    for (const one of part.filter(({ name, label }) => !done.has(`${name} ${label}`))) {
      const row = await transaction
        .selectFrom('metric_points')
        .select(['count', 'sum', 'min', 'max', 'histogram'])
        .where((where) => where.and({ resolution, at, node, name: one.name, label: one.label }))
        .executeTakeFirstOrThrow();
      const sum = { ...row, at, histogram: row.histogram && Histogram.decode(row.histogram) };
      addPoint(sum, one);
      await replacePoints(transaction, { ...points, measured: [{ ...one, ...sum }] });
    }
  }
}

/** Writes points in place of those that may be there. */
export async function replacePoints(executor: Executor, points: PointsOfNode): Promise<void> {
  for (let from = 0; from < points.measured.length; from += rowsPerInsert) {
    await executor
      .insertInto('metric_points')
      .values(points.measured.slice(from, from + rowsPerInsert).map((one) => rowOf(points, one)))
      .onConflict((conflict) =>
        conflict.columns(['resolution', 'name', 'label', 'at', 'node']).doUpdateSet((update) => ({
          count: update.ref('excluded.count'),
          sum: update.ref('excluded.sum'),
          min: update.ref('excluded.min'),
          max: update.ref('excluded.max'),
          histogram: update.ref('excluded.histogram'),
        })),
      )
      .execute();
  }
}

function rowOf({ resolution, at, node }: PointsOfNode, one: Measured) {
  const { name, label, count, sum, min, max, histogram } = one;
  return { resolution, at, node, name, label, count, sum, min, max, histogram: histogram?.encode() ?? null };
}

/** All series of a stretch, nodes and finer points merged. */
export async function sumStretch(
  executor: Executor,
  stretch: { resolution: Resolution; from: Date; to: Date },
): Promise<Measured[]> {
  const rows = await executor
    .selectFrom('metric_points')
    .select(['name', 'label', 'count', 'sum', 'min', 'max', 'histogram'])
    .where('resolution', '=', stretch.resolution)
    .where('at', '>=', stretch.from)
    .where('at', '<', stretch.to)
    .execute();
  const sums = new Map<string, Measured & { at: Date }>();
  for (const { name, ...row } of rows) {
    if (!isSeries(name)) continue;
    const point = { ...row, name, at: stretch.from, histogram: row.histogram && Histogram.decode(row.histogram) };
    const sum = sums.get(`${name} ${row.label}`);
    if (sum) addPoint(sum, point);
    else sums.set(`${name} ${row.label}`, point);
  }
  return [...sums.values()];
}

/** Notes that the point of this stretch has to be added up again. */
export async function noteStale(
  executor: Executor,
  stale: { source: 'points' | 'gateway'; resolution: Resolution; at: Date },
): Promise<void> {
  await executor.insertInto('metric_stale').values(stale).execute();
}

/** Notes that a node is alive and measures. */
export async function noteNode(executor: Executor, node: { name: string; startedAt: Date }, now: Date): Promise<void> {
  await sql`insert into platform_nodes (name, started_at, last_at)
    values (${node.name}, ${node.startedAt}, ${now})
    on conflict (name) do update set last_at = excluded.last_at`.execute(executor);
}
