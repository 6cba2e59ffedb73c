import type { MetricName } from '#contract/metric-series.ts';
import type { MetricHistory, MetricPoint, Resolution } from '#contract/metrics.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { readPoints, type StoredPoint } from './history-repository.ts';
import { chooseResolution, readRange } from './ranges.ts';
import { finestOf, stretchOf } from './series.ts';

type Deps = Pick<PlatformDeps, 'database' | 'clock'>;

export async function history(deps: Deps, query: HandlerInputOf<'metrics.history'>['query']): Promise<MetricHistory> {
  const now = deps.clock.now();
  const range = readRange(query, now);
  const resolution = chooseResolution(range, now, finestOf(query.name));
  return readHistory(deps, { ...range, name: query.name, label: query.label, resolution });
}

/** What a wall display shows, as it was in the last five minutes. */
export const shownSeries: readonly MetricName[] = [
  'cpu.share',
  'memory.share',
  'event_loop.lag_ms',
  'disk.share',
  'database.connections',
  'database.wait_ms',
  'database.query_ms',
  'http.duration_ms',
  'http.client_errors',
  'http.server_errors',
];
const realtimeMilliseconds = 300_000;

export async function realtime(deps: Deps): Promise<AnswerOf<'metrics.realtime'>> {
  const to = deps.clock.now();
  const from = new Date(to.getTime() - realtimeMilliseconds);
  const series = await Promise.all(
    shownSeries.map((name) => readHistory(deps, { name, label: '', from, to, resolution: 10 })),
  );
  return { at: to.toISOString(), series };
}

async function readHistory(
  { database }: Deps,
  range: { name: MetricName; label: string; from: Date; to: Date; resolution: Resolution },
): Promise<MetricHistory> {
  const from = new Date(stretchOf(range.from.getTime(), range.resolution));
  const points = await readPoints(database, { ...range, from });
  return { name: range.name, label: range.label, step_seconds: range.resolution, points: points.map(pointOf) };
}

/** A point as it is answered. */
export function pointOf(point: StoredPoint): MetricPoint {
  const [p50, p95, p99] = percentilesOf(point);
  return {
    at: point.at.toISOString(),
    count: point.count,
    sum: point.sum,
    mean: point.count > 0 ? point.sum / point.count : null,
    min: point.min,
    max: point.max,
    p50: p50 ?? null,
    p95: p95 ?? null,
    p99: p99 ?? null,
  };
}

const shares = [0.5, 0.95, 0.99] as const;

/** p50, p95 and p99, never outside of what was measured, and exact for few values; nothing where they are no times. */
export function percentilesOf({ histogram, min, max }: Pick<StoredPoint, 'histogram' | 'min' | 'max'>): number[] {
  if (!histogram) return [];
  const { count } = histogram;
  return histogram.quantiles(shares).map((value, index) => {
    const isLast = Math.ceil((shares[index] ?? 1) * count) >= count;
    return isLast ? max : Math.min(max, Math.max(min, value ?? min));
  });
}
