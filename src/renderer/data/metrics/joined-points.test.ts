import { describe, expect, it } from 'vitest';
import type { MetricPoint } from '#contract/metrics.ts';
import { JoinedPoints, seriesOfHistory } from './joined-points.ts';

const at = (time: number) => new Date(time).toISOString();
const point = (time: number, sum = time, p95: number | null = null): MetricPoint => ({
  at: at(time),
  count: 1,
  sum,
  mean: sum,
  min: sum,
  max: sum,
  p50: null,
  p95,
  p99: null,
});
const running = (time: number, until: number, sum = time) => ({ ...point(time, sum), until });
type Answer = readonly (MetricPoint & { until?: number })[];
const joining = (capacity: number, ...answers: Answer[]) => {
  const joined = new JoinedPoints(['sum', 'p95'], capacity);
  for (const said of answers.flat()) joined.take(said, said.until);
  return joined;
};
const joined = (capacity: number, ...answers: Answer[]) => {
  const { times, values } = joining(capacity, ...answers).series(10);
  return [...times].map((time, place) => [time, values.sum?.[place]]);
};

describe('joining points that were asked for again and again', () => {
  it('leaves no duplicate where answers overlap, and the later answer counts', () => {
    expect(joined(9, [point(10), point(20, 1)], [point(20, 5), point(30)])).toEqual([
      [10, 10],
      [20, 5],
      [30, 30],
    ]);
  });

  it('closes a gap by what comes late', () => {
    expect(joined(9, [point(10), point(50)], [point(30), point(20), point(40)]).map(([time]) => time)).toEqual([
      10, 20, 30, 40, 50,
    ]);
  });

  it('forgets the oldest, and takes nothing in that is older than all of what is full', () => {
    expect(joined(2, [point(10), point(20), point(30)], [point(5)]).map(([time]) => time)).toEqual([20, 30]);
  });

  it('leaves a stretch that nobody measured open', () => {
    expect(joined(9, [point(10)], [point(40)]).map(([time]) => time)).toEqual([10, 40]);
  });

  it('is the same whatever order and however often points come in', () => {
    const all = Array.from({ length: 200 }, (_, place) => point(place * 10));
    const shuffled = [...all, ...all]
      .map((one, place) => ({ one, by: Math.sin(place * 78.2) }))
      .sort((a, b) => a.by - b.by);
    expect(
      joined(
        500,
        shuffled.map(({ one }) => one),
      ).map(([time]) => time),
    ).toEqual(all.map((_, place) => place * 10));
  });

  it('lets a stretch that runs grow, and what is known whole stand', () => {
    expect(joined(9, [point(10)], [running(20, 22, 1)], [running(20, 24, 2)])).toEqual([
      [10, 10],
      [20, 2],
    ]);
    expect(joined(9, [running(20, 22, 1)], [point(20, 9)], [running(20, 24, 2)])).toEqual([[20, 9]]);
  });

  it('knows which stretches run, until they are known whole, or forgotten', () => {
    const points = joining(9, [point(10), running(20, 24), running(30, 31)]);
    expect([...points.series(10).running]).toEqual([
      [20, 24],
      [30, 31],
    ]);
    expect(points.forgetRunning(20)).toBe(false);
    expect(points.forgetRunning(25)).toBe(true);
    expect([...points.series(10).times]).toEqual([10, 30]);
    points.take(point(30));
    expect([...points.series(10).running]).toEqual([]);
    expect(points.forgetRunning(100)).toBe(false);
    expect([...points.series(10).times]).toEqual([10, 30]);
  });

  it('keeps what is shown alone, with no number where there is none', () => {
    const { values } = joining(9, [point(10, 5, 7), point(20, 6)]).series(10);
    expect(values).toEqual({ sum: Float64Array.of(5, 6), p95: Float64Array.of(7, Number.NaN) });
  });

  it('reads a history as it is', () => {
    const history = { name: 'cpu.share', label: '', step_seconds: 60, points: [point(0), point(60_000)] } as const;
    expect(seriesOfHistory({ ...history, points: [...history.points] }, ['mean'])).toEqual({
      step: 60_000,
      times: Float64Array.of(0, 60_000),
      values: { mean: Float64Array.of(0, 60_000) },
      running: new Map(),
    });
  });
});
