import { largestTriangles, type Spot } from './lttb.ts';

/** What was measured from `time` on; null where a stretch was measured, but not this. */
export interface TimePoint {
  readonly time: number;
  readonly value: number | null;
}

/** Runs of points without a gap between them: a stretch that is missing, or has no value, ends one. */
export function unbroken(points: readonly TimePoint[], step: number): Spot[][] {
  const runs: Spot[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const { time, value } of points) {
    if (value === null || !Number.isFinite(value)) continue;
    const run = runs.at(-1);
    if (run === undefined || time - before > step * 1.5) runs.push([[time, value]]);
    else run.push([time, value]);
    before = time;
  }
  return runs;
}

/** The same runs with no more spots than there are pixels, each run by its share of them. */
export function thinned(runs: readonly (readonly Spot[])[], pixels: number): (readonly Spot[])[] {
  const all = runs.reduce((sum, run) => sum + run.length, 0);
  if (all <= pixels) return [...runs];
  return runs.map((run) => largestTriangles(run, Math.max(2, Math.round((run.length / all) * pixels))));
}

/** The point next to a time, no further away than a stretch; undefined where there is none. */
export function pointAt(points: readonly TimePoint[], time: number, step: number): TimePoint | undefined {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.time ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const after = points[low];
  const before = points[low - 1];
  const distance = (point: TimePoint | undefined) =>
    point === undefined ? Number.POSITIVE_INFINITY : Math.abs(point.time - time);
  const nearest = distance(before) <= distance(after) ? before : after;
  return distance(nearest) <= step * 0.75 ? nearest : undefined;
}

/** Points between two moments, and one more on each side, so that lines go on to the edge. */
export function within(points: readonly TimePoint[], from: number, to: number): readonly TimePoint[] {
  let start = points.findIndex(({ time }) => time >= from);
  if (start === -1) start = points.length;
  let end = points.length;
  while (end > start && (points[end - 1]?.time ?? 0) > to) end -= 1;
  return points.slice(Math.max(0, start - 1), end + 1);
}
