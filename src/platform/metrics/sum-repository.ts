import { type RawBuilder, sql } from 'kysely';
import type { MetricName } from '#contract/metric-series.ts';
import type { Executor } from '#platform/db/open.ts';
import { Histogram } from '#shared/metrics/histogram.ts';
import { addPoint, type StoredPoint } from './history-repository.ts';
import type { Segment } from './ranges.ts';

interface SumRow {
  name: MetricName;
  label: string;
  count: number;
  sum: number;
  min: number;
  max: number;
  histogram: Uint8Array | null;
}

/** Series by their labels, each added up over a range into one point. */
export type SumsByLabel = ReadonlyMap<string, StoredPoint>;

/**
 * Adds up several series over the parts of a range.
 *
 * @param label one label, or all where none is named
 */
export async function sumSeries<Name extends MetricName>(
  executor: Executor,
  names: readonly Name[],
  segments: readonly Segment[],
  label?: string,
): Promise<ReadonlyMap<Name, SumsByLabel>> {
  const sums = new Map<Name, Map<string, StoredPoint>>(names.map((name) => [name, new Map()]));
  if (segments.length === 0) return sums;
  const { rows } = await sql<SumRow>`
    select name, label, count, sum, min, max, histogram from metric_points
    where name = any(${[...names]}::text[]) and (${sql.join(segments.map(isIn), sql` or `)})
      ${label === undefined ? sql`` : sql`and label = ${label}`}`.execute(executor);
  for (const { name, label: of, ...row } of rows) {
    const point = { ...row, at: new Date(0), histogram: row.histogram && Histogram.decode(row.histogram) };
    const byLabel = sums.get(name as Name);
    const sum = byLabel?.get(of);
    if (sum) addPoint(sum, point);
    else byLabel?.set(of, point);
  }
  return sums;
}

function isIn({ resolution, from, to }: Segment): RawBuilder<unknown> {
  return sql`(resolution = ${resolution} and at >= ${from}::timestamptz and at < ${to}::timestamptz)`;
}
