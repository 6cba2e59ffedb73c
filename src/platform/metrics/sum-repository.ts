import { type RawBuilder, sql } from 'kysely';
import type { MetricName } from '#contract/metric-series.ts';
import type { Executor } from '#platform/db/open.ts';
import { Histogram } from '#shared/metrics/histogram.ts';
import type { StoredPoint } from './history-repository.ts';
import type { Segment } from './ranges.ts';

interface SumRow {
  name: MetricName;
  label: string;
  count: number;
  sum: number;
  min: number;
  max: number;
  /** The histograms of all points behind one another, each with its length before it. */
  histograms: Uint8Array | null;
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
  // One row a series, however many points there are: rows are what takes time on the way.
  const { rows } = await sql<SumRow>`
    select name, label, sum(count)::bigint as count, sum(sum) as sum, min(min) as min, max(max) as max,
      string_agg(int4send(length(histogram)) || histogram, ''::bytea) as histograms
    from metric_points
    where name = any(${[...names]}::text[]) and (${sql.join(segments.map(isIn), sql` or `)})
      ${label === undefined ? sql`` : sql`and label = ${label}`}
    group by name, label`.execute(executor);
  for (const { name, label: of, histograms, ...row } of rows) {
    sums.get(name as Name)?.set(of, { ...row, at: new Date(0), histogram: histograms && mergeAll(histograms) });
  }
  return sums;
}

function mergeAll(bytes: Uint8Array): Histogram {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const merged = new Histogram();
  for (let at = 0; at < bytes.length; ) {
    const from = at + 4;
    at = from + view.getInt32(at);
    merged.mergeEncoded(bytes, from, at);
  }
  return merged;
}

function isIn({ resolution, from, to }: Segment): RawBuilder<unknown> {
  return sql`(resolution = ${resolution} and at >= ${from}::timestamptz and at < ${to}::timestamptz)`;
}
