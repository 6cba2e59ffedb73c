import { placeAfter, placeFrom } from '#shared/sorted.ts';
import { largestTriangles } from './lttb.ts';

/**
 * What was measured, oldest first, in columns: thousands of points are drawn several times a second. A value that is NaN
 * is of a stretch that was measured, but not this of it.
 */
export interface TimePoints {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

export interface TimePoint {
  readonly time: number;
  readonly value: number | null;
}

export const noPoints: TimePoints = { times: new Float64Array(0), values: new Float64Array(0) };

/** The point at a place; undefined where there is none. */
export function pointOf({ times, values }: TimePoints, place: number): TimePoint | undefined {
  const time = times[place];
  const value = values[place] ?? Number.NaN;
  return time === undefined ? undefined : { time, value: Number.isFinite(value) ? value : null };
}

/** The point next to a time, no further away than a stretch; undefined where there is none. */
export function pointAt(points: TimePoints, time: number, step: number): TimePoint | undefined {
  const after = placeFrom(points.times, time);
  const distance = (place: number) => Math.abs((points.times[place] ?? Number.POSITIVE_INFINITY) - time);
  const nearest = distance(after - 1) <= distance(after) ? after - 1 : after;
  return distance(nearest) <= step * 0.75 ? pointOf(points, nearest) : undefined;
}

/** The newest point with a value up to a moment; undefined where there is none. */
export function newestUntil(points: TimePoints, time: number): TimePoint | undefined {
  for (let place = placeAfter(points.times, time) - 1; place >= 0; place -= 1) {
    const point = pointOf(points, place);
    if (point !== undefined && point.value !== null) return point;
  }
  return undefined;
}

/** Points between two moments, both included. */
export function between({ times, values }: TimePoints, from: number, to: number): TimePoints {
  const [start, end] = [placeFrom(times, from), placeAfter(times, to)];
  return { times: times.subarray(start, end), values: values.subarray(start, end) };
}

/** The same, and one more on each side, so that lines go on to the edge. */
export function within({ times, values }: TimePoints, from: number, to: number): TimePoints {
  const [start, end] = [Math.max(0, placeFrom(times, from) - 1), placeAfter(times, to) + 1];
  return { times: times.subarray(start, end), values: values.subarray(start, end) };
}

/** Spots one behind the other: time, value, time, value, … */
export type Spots = Float64Array;

/** Runs of points without a gap between them: a stretch that is missing, or has no value, ends one. */
export function unbroken({ times, values }: TimePoints, step: number): Spots[] {
  const runs: Spots[] = [];
  const spots = new Float64Array(times.length * 2);
  let start = 0;
  let end = 0;
  for (let place = 0; place < times.length; place += 1) {
    const time = times[place] ?? Number.NaN;
    const value = values[place] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    if (end > start && time - (spots[end - 2] ?? 0) > step * 1.5) {
      runs.push(spots.subarray(start, end));
      start = end;
    }
    spots[end] = time;
    spots[end + 1] = value;
    end += 2;
  }
  if (end > start) runs.push(spots.subarray(start, end));
  return runs;
}

/** The same runs with no more spots than there are pixels, each run by its share of them. */
export function thinned(runs: readonly Spots[], pixels: number): readonly Spots[] {
  const all = runs.reduce((sum, run) => sum + run.length / 2, 0);
  if (all <= pixels) return runs;
  return runs.map((run) => largestTriangles(run, Math.max(2, Math.round((run.length / 2 / all) * pixels))));
}
