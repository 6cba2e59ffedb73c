import { describe, expect, it } from 'vitest';
import type { Series, SeriesRef } from '#renderer/data/metrics/series.ts';
import type { TimePoints } from '#renderer/ui/charts/time-points.ts';
import { type LinePlan, moved, pointsOf, rememberingLines } from './lines.ts';

const step = 10_000;
/** How often something happened, by the time of its stretch. */
const counting = (
  counts: Readonly<Record<number, number>>,
  of = step,
  running: Readonly<Record<number, number>> = {},
): Series => ({
  step: of,
  times: Float64Array.from(Object.keys(counts), Number),
  values: { count: Float64Array.from(Object.values(counts)) },
  running: new Map(Object.entries(running).map(([time, until]) => [Number(time), until])),
});
const beating = (...times: number[]) => counting(Object.fromEntries(times.map((time) => [time, 1])));
const requests: LinePlan = {
  name: 'all',
  colour: 'chart-1',
  of: { name: 'http.duration_ms', label: '' },
  value: { kind: 'rate', statistic: 'count', per: 1000 },
};
const reading =
  (beats: Series, counted: Series) =>
  ({ name }: SeriesRef) =>
    name === 'cpu.share' ? beats : counted;
const pairs = ({ times, values }: TimePoints) => [...times].map((time, place) => [time, values[place]]);

describe('the points of a line', () => {
  it('are 0 where the platform ran and nothing happened, and missing where it did not run', () => {
    const read = reading(beating(0, 10_000, 20_000, 50_000), counting({ 10000: 20 }));
    expect(pairs(pointsOf(requests, read, 90_000))).toEqual([
      [0, 0],
      [10_000, 2],
      [20_000, 0],
      [50_000, 0],
    ]);
    const later = reading(beating(20_000), counting({ 10000: 20, 30000: 30 }));
    expect(pairs(pointsOf(requests, later, 90_000))).toEqual([
      [10_000, 2],
      [20_000, 0],
      [30_000, 3],
    ]);
  });

  it('count a stretch that runs by what has passed of it, and know no 0 of it', () => {
    const beats = counting({ 0: 1, 10000: 1 }, step, { 10000: 14_000 });
    const running = counting({ 10000: 8 }, step, { 10000: 14_000 });
    expect(pairs(pointsOf(requests, reading(beats, running), 14_000))).toEqual([
      [0, 0],
      [10_000, 2],
    ]);
    expect(pairs(pointsOf(requests, reading(beats, counting({})), 14_000))).toEqual([[0, 0]]);
  });

  it('never end in a fall because a stretch is not over', () => {
    const minute = (now: number) => pairs(pointsOf(requests, reading(beating(), counting({ 0: 60 }, 60_000)), now));
    expect([minute(59_000), minute(89_000)]).toEqual([[], []]);
    expect(minute(90_000)).toEqual([[0, 1]]);
    const hour = (now: number) => pairs(pointsOf(requests, reading(beating(), counting({ 0: 900 }, 3_600_000)), now));
    expect(hour(600_000)).toEqual([]);
    expect(hour(1_800_000)).toEqual([[0, 0.5]]);
    expect(hour(9_000_000)).toEqual([[0, 0.25]]);
  });

  it('are no 0 of the product while nothing is reported of it', () => {
    const product: LinePlan = { ...requests, of: { name: 'gateway.duration_ms', label: '' } };
    expect(pairs(pointsOf(product, reading(beating(0, 10_000), counting({})), 90_000))).toEqual([]);
  });

  it('are 0 also where nothing is known of the series at all', () => {
    const unknown: Series = { ...counting({}), values: {} };
    expect(pairs(pointsOf(requests, reading(beating(0, 10_000), unknown), 90_000))).toEqual([
      [0, 0],
      [10_000, 0],
    ]);
  });

  it('are not filled up from a series of other stretches', () => {
    const read = reading(beating(0, 10_000), counting({ 0: 60 }, 60_000));
    expect(pairs(pointsOf(requests, read, 90_000))).toEqual([[0, 1]]);
  });

  it('are what was measured otherwise', () => {
    const plan: LinePlan = { ...requests, value: { kind: 'value', statistic: 'p95' } };
    const measured: Series = { ...counting({ 0: 1 }), values: { p95: Float64Array.of(5) } };
    expect(pairs(pointsOf(plan, reading(beating(0, 10_000), measured), 20_000))).toEqual([[0, 5]]);
  });

  it('are the same object until something of theirs changes', () => {
    const remembered = rememberingLines();
    const cpu = beating(0);
    let http = counting({ 0: 20 });
    const read = ({ name }: SeriesRef) => (name === 'cpu.share' ? cpu : http);
    const first = remembered(requests, read, 20_000);
    expect(pairs(first.points)).toEqual([[0, 2]]);
    expect(remembered(requests, read, 20_250)).toBe(first);
    http = counting({ 0: 30 });
    expect(pairs(remembered(requests, read, 20_500).points)).toEqual([[0, 3]]);
  });

  it('of the period before stand where they are compared', () => {
    expect(pairs(moved({ times: Float64Array.of(0, 10), values: Float64Array.of(1, Number.NaN) }, 60))).toEqual([
      [60, 1],
      [70, Number.NaN],
    ]);
  });
});
