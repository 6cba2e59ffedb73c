import { describe, expect, it } from 'vitest';
import type { MetricHistory } from '#contract/metrics.ts';
import { PointStore } from './point-store.ts';

const at = (second: number) => new Date(second * 1000).toISOString();
const history = (seconds: number[], step: 10 | 60 = 10): MetricHistory => ({
  name: 'cpu.share',
  label: '',
  step_seconds: step,
  points: seconds.map((second) => ({
    at: at(second),
    count: 1,
    sum: 0.5,
    mean: 0.5,
    min: 0.5,
    max: 0.5,
    p50: null,
    p95: null,
    p99: null,
  })),
});
const cpu = { name: 'cpu.share', label: '' } as const;

describe('the points behind the charts', () => {
  it('are told once a frame, however much came', () => {
    const frames: (() => void)[] = [];
    const store = new PointStore((flush) => frames.push(flush));
    let told = 0;
    store.subscribe(() => (told += 1));
    store.take([history([10])], 20_000);
    store.take([history([20])], 30_000);
    expect([frames.length, told]).toEqual([1, 0]);
    for (const flush of frames.splice(0)) flush();
    const reading = store.reading();
    expect([told, reading?.(cpu).times.length]).toEqual([1, 2]);
    store.take([history([30])], 40_000);
    expect([frames.length, store.reading()]).toEqual([1, reading]);
    for (const flush of frames.splice(0)) flush();
    expect(store.reading()).not.toBe(reading);
  });

  it('join over answers, and stay the same object while nothing comes', () => {
    const store = new PointStore(() => undefined);
    store.take([history([10, 20])], 25_000);
    const before = store.series(cpu);
    expect(store.series(cpu)).toBe(before);
    store.take([history([20, 30])], 35_000);
    expect([...store.series(cpu).times]).toEqual([10_000, 20_000, 30_000]);
    expect(store.until).toBe(35_000);
  });

  it('of another length begin anew', () => {
    const store = new PointStore(() => undefined);
    store.take([history([10, 20])], 25_000);
    store.take([history([60, 120], 60)], 125_000);
    expect(store.series(cpu)).toMatchObject({ step: 60_000, times: Float64Array.of(60_000, 120_000) });
  });

  it('are no more than are shown, with what is shown of them alone', () => {
    const shown = [{ ...cpu, statistics: ['mean', 'p95'] as const }];
    const store = new PointStore(() => undefined, { shown, capacity: 2 });
    store.take([history([10, 20, 30])], 35_000);
    expect(store.series(cpu)).toMatchObject({
      times: Float64Array.of(20_000, 30_000),
      values: { mean: Float64Array.of(0.5, 0.5), p95: Float64Array.of(Number.NaN, Number.NaN) },
    });
    expect(Object.keys(store.series(cpu).values)).toEqual(['mean', 'p95']);
  });

  it('stay as they were read, whatever comes later', () => {
    const store = new PointStore(() => undefined, { capacity: 2 });
    store.take([history([10, 20])], 25_000);
    const { times } = store.series(cpu);
    for (let second = 30; second < 900; second += 10) store.take([history([second])], second * 1000 + 5000);
    store.take([history([865])], 900_000);
    expect([...times]).toEqual([10_000, 20_000]);
  });

  it('of the stream wait for the range that they are joined to', () => {
    const store = new PointStore(() => undefined);
    store.follow([history([20])], 30_000);
    expect([...store.series(cpu).times]).toEqual([]);
    store.take([history([10])], 29_000);
    store.tookWhole(29_000);
    expect([...store.series(cpu).times]).toEqual([10_000, 20_000]);
    store.follow([history([30])], 40_000);
    expect(store.series(cpu).times.length).toBe(3);
  });

  it('of a stretch that ran and was never stored are forgotten', () => {
    const store = new PointStore(() => undefined);
    store.take([history([10])], 20_000);
    store.take([history([20])], 24_000, true);
    expect([...store.series(cpu).running]).toEqual([[20_000, 24_000]]);
    store.take([history([50])], 61_000);
    expect([...store.series(cpu).times]).toEqual([10_000, 50_000]);
  });

  it('are as old as they were when they were said, however late they came', () => {
    const store = new PointStore(() => undefined);
    store.follow([history([10])], 20_000, false, 5000);
    store.tookWhole(20_000);
    expect(store.receivedAt).toBe(5000);
    store.take([history([20])], 30_000);
    expect(Date.now() - store.receivedAt).toBeLessThan(1000);
    store.follow([history([10])], 21_000, false, 6000);
    expect([store.until, Date.now() - store.receivedAt < 1000]).toEqual([30_000, true]);
  });

  it('end where they were known last, also when an answer from before takes long', () => {
    const store = new PointStore(() => undefined);
    const asked = Date.now() - 3000;
    store.follow([history([20])], 30_500, true, asked + 1000);
    store.take([history([10])], 29_900, false, asked);
    store.tookWhole(29_900);
    expect([store.until, store.receivedAt]).toEqual([30_500, asked + 1000]);
    store.take([history([10])], 31_000, false, asked + 500);
    expect(store.until).toBe(30_500);
    store.take([history([20])], 32_000, false, asked + 1500);
    expect(store.until).toBe(32_000);
  });

  it('follow a clock of this computer that was put back', () => {
    const store = new PointStore(() => undefined);
    store.take([history([10])], 20_000, false, Date.now() + 3_600_000);
    store.take([history([20])], 30_000);
    expect(store.until).toBe(30_000);
  });
});
