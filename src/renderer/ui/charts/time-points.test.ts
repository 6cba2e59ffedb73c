import { describe, expect, it } from 'vitest';
import { between, newestUntil, noPoints, pointAt, type TimePoints, thinned, unbroken, within } from './time-points.ts';

const points = (...pairs: readonly (readonly [time: number, value: number])[]): TimePoints => ({
  times: Float64Array.from(pairs, ([time]) => time),
  values: Float64Array.from(pairs, ([, value]) => value),
});
const at = (...times: number[]) => points(...times.map((time) => [time, time] as const));
const lengthOf = (runs: readonly Float64Array[]) => runs.reduce((sum, run) => sum + run.length / 2, 0);

describe('points of a line over time', () => {
  it('end a run where a stretch is missing or has no value', () => {
    expect(unbroken(at(0, 10, 20, 50, 60), 10)).toEqual([
      Float64Array.of(0, 0, 10, 10, 20, 20),
      Float64Array.of(50, 50, 60, 60),
    ]);
    expect(unbroken(points([0, 0], [10, Number.NaN], [20, 20]), 10)).toHaveLength(2);
    expect(unbroken(points([0, Number.NaN], [10, Number.POSITIVE_INFINITY]), 10)).toEqual([]);
    expect(unbroken(noPoints, 10)).toEqual([]);
  });

  it('are no more than the pixels, and a run that is short stays one', () => {
    const runs = unbroken(at(...Array.from({ length: 900 }, (_, place) => place * 10), 20_000, 20_010), 10);
    const drawn = thinned(runs, 100);
    expect(drawn).toHaveLength(2);
    expect(lengthOf(drawn)).toBeLessThanOrEqual(102);
    expect(drawn[1]).toHaveLength(4);
    expect(lengthOf(thinned(runs, 1000))).toBe(902);
  });

  it('are found by the time that is pointed at, not across a gap', () => {
    const some = at(0, 10, 20, 50);
    expect(pointAt(some, 13, 10)?.time).toBe(10);
    expect(pointAt(some, 16, 10)?.time).toBe(20);
    expect(pointAt(some, 15, 10)?.time).toBe(10);
    expect(pointAt(some, 35, 10)).toBeUndefined();
    expect(pointAt(some, 57, 10)?.time).toBe(50);
    expect(pointAt(some, -5, 10)?.time).toBe(0);
    expect(pointAt(points([10, Number.NaN]), 10, 10)).toEqual({ time: 10, value: null });
    expect(pointAt(noPoints, 5, 10)).toBeUndefined();
  });

  it('have a newest one with a value, up to a moment', () => {
    const some = points([0, 1], [10, 2], [20, Number.NaN], [30, 3]);
    expect([newestUntil(some, 99), newestUntil(some, 29), newestUntil(some, 10), newestUntil(some, -1)]).toEqual([
      { time: 30, value: 3 },
      { time: 10, value: 2 },
      { time: 10, value: 2 },
      undefined,
    ]);
  });

  it('reach one beyond what is shown, so that lines go on to the edge', () => {
    const some = at(0, 10, 20, 30, 40);
    const times = (from: number, to: number) => [...within(some, from, to).times];
    expect([times(15, 25), times(10, 20), times(50, 60), times(-20, -10), times(-9, 99)]).toEqual([
      [10, 20, 30],
      [0, 10, 20, 30],
      [40],
      [0],
      [0, 10, 20, 30, 40],
    ]);
    expect(within(noPoints, 0, 10)).toEqual(noPoints);
  });

  it('are those between two moments, both included', () => {
    const some = at(0, 10, 20, 30, 40);
    expect([...between(some, 10, 30).values]).toEqual([10, 20, 30]);
    expect([...between(some, 11, 19).values]).toEqual([]);
  });
});
