import { describe, expect, it } from 'vitest';
import type { TimedPoint } from '#renderer/data/metrics/join-points.ts';
import type { SeriesRef } from '#renderer/data/metrics/point-store.ts';
import { type LinePlan, pointsOf, rememberingLines } from './lines.ts';

const point = (time: number, count: number): TimedPoint => ({
  time,
  count,
  sum: count * 5,
  mean: 5,
  min: 5,
  max: 5,
  p50: 5,
  p95: 5,
  p99: 5,
});
const step = 10_000;
const requests: LinePlan = {
  name: 'all',
  colour: 'chart-1',
  of: { name: 'http.duration_ms', label: '' },
  value: { kind: 'rate', pick: ({ count }) => count, per: 1000 },
};
const reading =
  (ran: number[], counted: TimedPoint[], countedStep = step) =>
  ({ name }: SeriesRef) =>
    name === 'cpu.share' ? { step, points: ran.map((time) => point(time, 1)) } : { step: countedStep, points: counted };

describe('the points of a line', () => {
  it('are 0 where the platform ran and nothing happened, and missing where it did not run', () => {
    const read = reading([0, 10_000, 20_000, 50_000], [point(10_000, 20)]);
    expect(pointsOf(requests, read, 90_000)).toEqual([
      { time: 0, value: 0 },
      { time: 10_000, value: 2 },
      { time: 20_000, value: 0 },
      { time: 50_000, value: 0 },
    ]);
  });

  it('count a stretch that runs by what has passed of it, and know no 0 of it', () => {
    const running = { ...point(10_000, 8), until: 14_000 };
    const read = reading([0], [running]);
    const beating = (ref: SeriesRef) =>
      ref.name === 'cpu.share' ? { step, points: [point(0, 1), { ...point(10_000, 1), until: 14_000 }] } : read(ref);
    expect(pointsOf(requests, beating, 14_000)).toEqual([
      { time: 0, value: 0 },
      { time: 10_000, value: 2 },
    ]);
    const quiet = (ref: SeriesRef) => (ref.name === 'cpu.share' ? beating(ref) : { step, points: [] });
    expect(pointsOf(requests, quiet, 14_000)).toEqual([{ time: 0, value: 0 }]);
  });

  it('never end in a fall because a stretch is not over', () => {
    const minute = (now: number) => pointsOf(requests, reading([], [point(0, 60)], 60_000), now);
    expect([minute(59_000), minute(89_000)]).toEqual([[], []]);
    expect(minute(90_000)).toEqual([{ time: 0, value: 1 }]);
    const hour = (now: number) => pointsOf(requests, reading([], [point(0, 900)], 3_600_000), now);
    expect(hour(600_000)).toEqual([]);
    expect(hour(1_800_000)).toEqual([{ time: 0, value: 0.5 }]);
    expect(hour(9_000_000)).toEqual([{ time: 0, value: 0.25 }]);
  });

  it('are no 0 of the product while nothing is reported of it', () => {
    const product: LinePlan = { ...requests, of: { name: 'gateway.duration_ms', label: '' } };
    expect(pointsOf(product, reading([0, 10_000], []), 90_000)).toEqual([]);
  });

  it('are not filled up from a series of other stretches', () => {
    expect(pointsOf(requests, reading([0, 10_000], [point(0, 60)], 60_000), 90_000)).toEqual([{ time: 0, value: 1 }]);
  });

  it('are what was measured otherwise', () => {
    const plan: LinePlan = { ...requests, value: { kind: 'value', pick: ({ p95 }) => p95 } };
    expect(pointsOf(plan, reading([0, 10_000], [point(0, 1)]), 20_000)).toEqual([{ time: 0, value: 5 }]);
  });

  it('are the same object until something of theirs changes', () => {
    const remembered = rememberingLines();
    const cpu = { step, points: [point(0, 1)] };
    let http = { step, points: [point(0, 20)] };
    const read = ({ name }: SeriesRef) => (name === 'cpu.share' ? cpu : http);
    const first = remembered(requests, read, 20_000);
    expect(first.points).toEqual([{ time: 0, value: 2 }]);
    expect(remembered(requests, read, 20_250)).toBe(first);
    http = { step, points: [point(0, 30)] };
    expect(remembered(requests, read, 20_500).points).toEqual([{ time: 0, value: 3 }]);
  });
});
