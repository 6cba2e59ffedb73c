import type { MetricPoint } from '#contract/metrics.ts';
import type { RingBuffer } from './ring-buffer.ts';

/** One stretch of a series as the charts use it: the time in milliseconds, so that it is parsed once. */
export interface TimedPoint extends Omit<MetricPoint, 'at'> {
  readonly time: number;
  /** Of the stretch that runs: the moment until which it is known. Others are known to their end. */
  readonly until?: number;
}

/** @param until where the stretch still runs, the moment until which it is known */
export function timed({ at, count, sum, mean, min, max, p50, p95, p99 }: MetricPoint, until?: number): TimedPoint {
  // Named one by one: thousands of points are held, and objects made by spreading take half as much again.
  const point = { time: Date.parse(at), count, sum, mean, min, max, p50, p95, p99 };
  return until === undefined ? point : { ...point, until };
}

/** The place of the first point that is not before `time`. */
function placeOf(ring: RingBuffer<TimedPoint>, time: number): number {
  let low = 0;
  let high = ring.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ring.get(middle)?.time ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Adds points to those that are known. One for a time that is known replaces it, because the later answer knows the
 * stretch to its end; one that comes late goes to its place. So answers may overlap as they like.
 */
export function joinPoints(ring: RingBuffer<TimedPoint>, points: readonly TimedPoint[]): void {
  for (const point of points) {
    const newest = ring.get(ring.length - 1);
    if (newest === undefined || point.time > newest.time) {
      ring.push(point);
      continue;
    }
    const place = placeOf(ring, point.time);
    const known = ring.get(place);
    if (known?.time === point.time) {
      // What was only running when it was said is no news of a stretch that is known whole.
      if (point.until === undefined || known.until !== undefined) ring.set(place, point);
    } else if (place > 0 || ring.length < ring.capacity) ring.insert(place, point);
  }
}
