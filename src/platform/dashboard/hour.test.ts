import { describe, expect, it } from 'vitest';
import type { StoredPoint } from '#platform/metrics/history-repository.ts';
import { Histogram } from '#shared/metrics/histogram.ts';
import { byMinute, ratesOf } from './hour.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 8, 0, seconds));
const point = (seconds: number, ...values: number[]): StoredPoint => {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return {
    at: at(seconds),
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    min: Math.min(...values),
    max: Math.max(...values),
    histogram,
  };
};

describe('minutes', () => {
  it('hold what was measured in them, and none is made up', () => {
    const minutes = byMinute([point(0, 1, 2), point(50, 9), point(60, 4), point(200, 5)]);
    expect(
      minutes.map(({ at: time, count, sum, max, stretches }) => [time.getUTCMinutes(), count, sum, max, stretches]),
    ).toEqual([
      [0, 3, 12, 9, 2],
      [1, 1, 4, 4, 1],
      [3, 1, 5, 5, 1],
    ]);
    expect(minutes[0]?.histogram?.count).toBe(3);
  });

  it('are a rate of 0 where the platform ran and nobody called, and nothing where it did not run', () => {
    const beats = byMinute([point(0, 1), point(10, 1), point(60, 1), point(180, 1)]);
    const rates = ratesOf(byMinute([point(0, 5, 5, 5, 5), point(180, 5), point(240, 5)]), beats);
    expect(rates).toEqual([
      { at: at(0).getTime(), value: 0.2 },
      { at: at(60).getTime(), value: 0 },
      { at: at(180).getTime(), value: 0.1 },
    ]);
  });
});
