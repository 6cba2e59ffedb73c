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
 * is a 0, and only else a gap. What the product does is known from its reports alone: none is no 0.
 */
export function pointsOf(plan: LinePlan, read: ReadSeries, now: number): TimePoint[] {
  const { step, points } = read(plan.of);
  const { value } = plan;
  if (value.kind === 'value') return points.map((point) => ({ time: point.time, value: value.pick(point) }));
  const rates = points.flatMap((point) => {
    const passed = point.until === undefined ? countedUntil(point.time, step, now) : point.until - point.time;
    return passed === null ? [] : [{ time: point.time, value: (value.pick(point) / passed) * value.per }];
  });
  const beat = read(heartbeat);
  const fills = plan.of.name.startsWith('http.') && (beat.step === step || points.length === 0);
  return fills ? withZeros(rates, beat, now) : rates;
}

/**
 * Lines that stay the same objects while nothing of theirs has changed, so that only charts with something new are
 * drawn again: `linesOf` of one chart, which remembers what it made last.
 */
export function rememberingLines(): (
  plan: LinePlan,
  read: ReadSeries,
  now: number,
) => { step: number; points: readonly TimePoint[] } {
  const made = new WeakMap<LinePlan, { from: readonly unknown[]; line: { step: number; points: TimePoint[] } }>();
  return (plan, read, now) => {
    const series = read(plan.of);
    // What is counted also depends on whether the platform ran, and on how much of the newest stretch has passed.
    const from =
      plan.value.kind === 'value' ? [series] : [series, read(heartbeat), series.step > 10_000 ? now : undefined];
    const before = made.get(plan);
    if (before?.from.every((part, index) => part === from[index])) return before.line;
    const line = { step: series.step, points: pointsOf(plan, read, now) };
    made.set(plan, { from, line });
    return line;
  };
}

/** Points of ten seconds come when they are complete; those of a minute are added up until half a minute after it. */
const settled = 30_000;

/**
 * How much of a stretch is counted; null where that can't be said yet. One that is not over must not look like a fall:
 * short ones wait for their end, of long ones the part that has passed counts.
 */
function countedUntil(time: number, step: number, now: number): number | null {
  const passed = now - time;
  if (step <= 10_000) return step;
  if (step <= 60_000) return passed >= step + settled ? step : null;
  return passed < step / 4 ? null : Math.min(step, passed);
}

function withZeros(points: readonly TimePoint[], { step, points: beats }: Series, now: number): TimePoint[] {
  const all = new Map<number, TimePoint>();
  for (const { time, until } of beats) {
    // Of a stretch that runs nobody knows yet that nothing happens.
    if (until === undefined && countedUntil(time, step, now) !== null) all.set(time, { time, value: 0 });
  }
  for (const point of points) all.set(point.time, point);
  return [...all.values()].sort((one, other) => one.time - other.time);
}

/** The points of the period before, moved to where they are compared. */
export function moved(points: readonly TimePoint[], by: number): TimePoint[] {
  return points.map(({ time, value }) => ({ time: time + by, value }));
}
