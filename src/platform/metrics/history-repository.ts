import type { MetricName } from '#contract/metric-series.ts';
import type { Resolution } from '#contract/metrics.ts';
import type { Executor } from '#platform/db/open.ts';
import { Histogram } from '#shared/metrics/histogram.ts';

/** What was measured of one series in one stretch of time, on all nodes. */
export interface StoredPoint {
  /** When the stretch begins. */
  at: Date;
  count: number;
  sum: number;
  min: number;
  max: number;
  /** Null where the values are no times. */
  histogram: Histogram | null;
}

export interface PointRange {
  name: MetricName;
  label: string;
  /** Points that begin from here on … */
  from: Date;
  /** … and before here. */
  to: Date;
  resolution: Resolution;
}

/** The points of one series, oldest first, nodes merged. Where nothing was measured there is no point. */
export async function readPoints(executor: Executor, { label, ...range }: PointRange): Promise<StoredPoint[]> {
  const all = await readPointsOf(executor, [label], range);
  return all.get(label) ?? [];
}

/** The same of several series of a metric, by label, in one statement. */
export async function readPointsOf(
  executor: Executor,
  labels: readonly string[],
  range: Omit<PointRange, 'label'>,
): Promise<Map<string, StoredPoint[]>> {
  const rows = await executor
    .selectFrom('metric_points')
    .select(['label', 'at', 'count', 'sum', 'min', 'max', 'histogram'])
    .where('resolution', '=', range.resolution)
    .where('name', '=', range.name)
    .where('label', 'in', labels)
    .where('at', '>=', range.from)
    .where('at', '<', range.to)
    .orderBy('at')
    .execute();
  const found = new Map<string, StoredPoint[]>(labels.map((label) => [label, []]));
  for (const { label, ...row } of rows) {
    const points = found.get(label);
    const point = { ...row, histogram: row.histogram && Histogram.decode(row.histogram) };
    const last = points?.at(-1);
    if (last && last.at.getTime() === point.at.getTime()) addPoint(last, point);
    else points?.push(point);
  }
  return found;
}

/** Adds what was measured elsewhere, or in another part of the stretch. */
export function addPoint(into: StoredPoint, point: Omit<StoredPoint, 'at'>): void {
  into.count += point.count;
  into.sum += point.sum;
  into.min = Math.min(into.min, point.min);
  into.max = Math.max(into.max, point.max);
  if (into.histogram && point.histogram) into.histogram.merge(point.histogram);
  else into.histogram ??= point.histogram;
}
