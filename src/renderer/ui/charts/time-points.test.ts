import { describe, expect, it } from 'vitest';
import { pointAt, type TimePoint, thinned, unbroken, within } from './time-points.ts';

const at = (...times: number[]): TimePoint[] => times.map((time) => ({ time, value: time }));

describe('points of a line over time', () => {
  it('end a run where a stretch is missing or has no value', () => {
    expect(unbroken(at(0, 10, 20, 50, 60), 10)).toEqual([
      [
        [0, 0],
        [10, 10],
        [20, 20],
      ],
      [
        [50, 50],
        [60, 60],
      ],
    ]);
    expect(unbroken([...at(0), { time: 10, value: null }, ...at(20)], 10)).toHaveLength(2);
    expect(
      unbroken(
        [
          { time: 0, value: Number.NaN },
          { time: 10, value: Number.POSITIVE_INFINITY },
        ],
        10,
      ),
    ).toEqual([]);
  });

  it('are no more than the pixels, and a run that is short stays one', () => {
    const runs = unbroken(at(...Array.from({ length: 900 }, (_, place) => place * 10), 20_000, 20_010), 10);
    const drawn = thinned(runs, 100);
    expect(drawn).toHaveLength(2);
    expect(drawn.flat().length).toBeLessThanOrEqual(102);
    expect(drawn[1]).toHaveLength(2);
    expect(thinned(runs, 1000).flat()).toHaveLength(902);
  });

  it('are found by the time that is pointed at, not across a gap', () => {
    const points = at(0, 10, 20, 50);
    expect(pointAt(points, 13, 10)?.time).toBe(10);
    expect(pointAt(points, 16, 10)?.time).toBe(20);
    expect(pointAt(points, 35, 10)).toBeUndefined();
    expect(pointAt(points, 57, 10)?.time).toBe(50);
    expect(pointAt([], 5, 10)).toBeUndefined();
  });

  it('reach one beyond what is shown, so that lines go on to the edge', () => {
    const points = at(0, 10, 20, 30, 40);
    expect(within(points, 15, 25).map(({ time }) => time)).toEqual([10, 20, 30]);
    expect(within(points, 50, 60).map(({ time }) => time)).toEqual([40]);
    expect(within([], 0, 10)).toEqual([]);
  });
});
