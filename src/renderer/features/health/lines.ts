import type { ReadSeries } from '#renderer/data/metrics/feed.ts';
import type { TimedPoint } from '#renderer/data/metrics/join-points.ts';
import type { Series, SeriesRef } from '#renderer/data/metrics/point-store.ts';
import type { TimePoint } from '#renderer/ui/charts/time-points.ts';

/** What one line of a chart shows of a series. */
export interface LinePlan {
  readonly name: string;
  readonly colour: string;
  readonly of: SeriesRef;
  readonly value: Measure;
}

/** A value of a point: as it was measured, or how often something happened. */
export type Measure =
  | { readonly kind: 'value'; readonly pick: (point: TimedPoint) => number | null }
  | { readonly kind: 'rate'; readonly pick: (point: TimedPoint) => number; readonly per: number };

/** Measured in every stretch in which the platform ran. */
export const heartbeat: SeriesRef = { name: 'cpu.share', label: '' };

/**
 * The points of a line. Where something is counted, a stretch without it has no point; if the platform ran meanwhile, that
 * is a 0, and only else a gap. A stretch that is not over is counted by what has passed of it: it must not look like a fall.
 */
export function pointsOf(plan: LinePlan, read: ReadSeries, now: number): TimePoint[] {
  const series = read(plan.of);
  const { value } = plan;
  if (value.kind === 'value') return series.points.map((point) => ({ time: point.time, value: value.pick(point) }));
  const rate = (point: TimedPoint): TimePoint => {
    const passed = Math.min(series.step, Math.max(series.step / 10, now - point.time));
    return { time: point.time, value: (value.pick(point) / passed) * value.per };
  };
  return withZeros(series.points.map(rate), read(heartbeat), series);
}

function withZeros(points: readonly TimePoint[], beat: Series, { step }: Series): TimePoint[] {
  if (beat.step !== step && points.length > 0) return [...points];
  const counted = new Map(points.map((point) => [point.time, point]));
  const all = new Map<number, TimePoint>(beat.points.map(({ time }) => [time, { time, value: 0 }]));
  for (const [time, point] of counted) all.set(time, { time, value: point.value ?? 0 });
  return [...all.values()].sort((one, other) => one.time - other.time);
}

/** The points of the period before, moved to where they are compared. */
export function moved(points: readonly TimePoint[], by: number): TimePoint[] {
  return points.map(({ time, value }) => ({ time: time + by, value }));
}
