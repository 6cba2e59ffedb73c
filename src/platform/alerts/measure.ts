import type { AlertStatistic } from '#contract/alert-rules.ts';
import type { MetricName } from '#contract/metric-series.ts';
import type { StoredPoint } from '#platform/metrics/history-repository.ts';
import { Histogram } from '#shared/metrics/histogram.ts';

/** The series that a statistic is made from, each oldest first. The errors are empty where it doesn't need them. */
export interface Sources {
  points: readonly StoredPoint[];
  clientErrors: readonly StoredPoint[];
  serverErrors: readonly StoredPoint[];
}

export interface Measured {
  /** Null where nothing was measured, or nothing that is a number. */
  value: number | null;
  /** How many measurements it is made from. */
  count: number;
}

/** Metrics with a point only where something happened: no point means that nothing did, not that measuring stopped. */
export function isQuietWithoutPoints(metric: MetricName): boolean {
  return (
    metric.startsWith('http.') ||
    metric.startsWith('gateway.') ||
    metric === 'database.query_ms' ||
    metric === 'database.wait_ms' ||
    metric === 'database.slow_queries'
  );
}

/** A statistic over the points that begin from `from` on and before `to`. */
export function measure(
  metric: MetricName,
  statistic: AlertStatistic,
  sources: Sources,
  from: number,
  to: number,
): Measured {
  const points = within(sources.points, from, to);
  const count = total(points, (point) => point.count);
  const value = compute(metric, statistic, sources, points, count, from, to);
  // Without the dust that adding fractions leaves: what is the limit must compare as the limit.
  return { value: value !== null && Number.isFinite(value) ? Number(value.toPrecision(12)) : null, count };
}

function compute(
  metric: MetricName,
  statistic: AlertStatistic,
  sources: Sources,
  points: readonly StoredPoint[],
  count: number,
  from: number,
  to: number,
): number | null {
  const sum = () => total(points, (point) => point.sum);
  if (statistic === 'sum' || statistic === 'rate') {
    if (count === 0 && !isQuietWithoutPoints(metric)) return null;
    const all = statistic === 'rate' && metric.endsWith('_ms') ? count : sum();
    return statistic === 'sum' ? all : all / ((to - from) / 1000);
  }
  if (count === 0) return null;
  switch (statistic) {
    case 'mean':
      return sum() / count;
    case 'min':
      return points.reduce((least, point) => Math.min(least, point.min), Number.POSITIVE_INFINITY);
    case 'max':
      return points.reduce((most, point) => Math.max(most, point.max), Number.NEGATIVE_INFINITY);
    case 'p50':
      return quantile(points, 0.5);
    case 'p95':
      return quantile(points, 0.95);
    case 'p99':
      return quantile(points, 0.99);
    case 'error_share':
      return (errors(sources.clientErrors, from, to) + errors(sources.serverErrors, from, to)) / count;
    case 'server_error_share':
      return errors(sources.serverErrors, from, to) / count;
  }
}

function quantile(points: readonly StoredPoint[], share: number): number | null {
  const merged = new Histogram();
  for (const { histogram } of points) if (histogram !== null) merged.merge(histogram);
  return merged.quantile(share);
}

const errors = (points: readonly StoredPoint[], from: number, to: number) =>
  total(within(points, from, to), (point) => point.sum);

function total(points: readonly StoredPoint[], of: (point: StoredPoint) => number): number {
  let sum = 0;
  for (const point of points) sum += of(point);
  return sum;
}

/** Without what isn't a number: one wrong point must not make all others unreadable. */
function within(points: readonly StoredPoint[], from: number, to: number): StoredPoint[] {
  return points.slice(firstFrom(points, from), firstFrom(points, to)).filter((point) => Number.isFinite(point.sum));
}

/** The place of the first point that begins at `time` or later, by halving. */
function firstFrom(points: readonly StoredPoint[], time: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const point = points[middle];
    if (point !== undefined && point.at.getTime() < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
