import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MetricHistory } from '#contract/metrics.ts';
import { PointStore } from './point-store.ts';
import { pollPoints } from './poll-points.ts';
import { rangeOf } from './ranges.ts';
import type { SeriesRef } from './series.ts';

const start = Date.UTC(2026, 10, 22, 12);
const second = 1000;
const cpu: SeriesRef = { name: 'cpu.share', label: '' };
const disk: SeriesRef = { name: 'disk.share', label: '' };

/** A platform that measures every ten seconds for ever, and remembers what it was asked. */
function platformAt(clock: { now: number }) {
  const asked: string[] = [];
  /** Series that the platform can't read just now. */
  const broken = new Set<string>();
  const between = (name: string, from: number, to: number): MetricHistory => {
    const points: MetricHistory['points'] = [];
    for (let time = Math.floor(from / 10_000) * 10_000; time + 10_000 <= to; time += 10_000) {
      const at = new Date(time).toISOString();
      points.push({ at, count: 1, sum: 1, mean: 1, min: 1, max: 1, p50: null, p95: null, p99: null });
    }
    return { name: name as MetricHistory['name'], label: '', step_seconds: 10, points };
  };
  const request = async (channel: string, { id, input }: { id: string; input: { query?: Record<string, string> } }) => {
    if (channel !== 'operation.call') return { ok: true, value: null };
    const { name = '', from = '', to = '' } = input.query ?? {};
    if (id === 'metrics.history') asked.push(`${name} ${(Date.parse(to) - Date.parse(from)) / second}`);
    if (broken.has(id === 'metrics.realtime' ? id : name)) {
      return { ok: false, error: { kind: 'internal', title: 'It failed', detail: '', status: 500, request_id: 'r-1' } };
    }
    const value =
      id === 'metrics.realtime'
        ? { at: new Date(clock.now).toISOString(), series: [between('cpu.share', clock.now - 300 * second, clock.now)] }
        : between(name, Date.parse(from), Date.parse(to));
    return { ok: true, value: JSON.stringify(value) };
  };
  return { asked, broken, request };
}

describe('keeping up with a platform', () => {
  const clock = { now: start };
  const { signal } = new AbortController();
  let platform = platformAt(clock);

  beforeEach(() => {
    clock.now = start;
    platform = platformAt(clock);
    vi.stubGlobal('window', { gatehouse: { request: platform.request } });
  });
  afterEach(() => vi.unstubAllGlobals());

  const poll = (store: PointStore, range = rangeOf('1h')) => pollPoints(store, [cpu, disk], range, signal);
  const spacings = (store: PointStore, ref: SeriesRef) => {
    const times = [...store.series(ref).times];
    return new Set(times.slice(1).map((time, index) => time - (times[index] ?? 0)));
  };

  it('asks for the whole range once, and then for what is new', async () => {
    const store = new PointStore(() => undefined);
    await poll(store);
    expect(platform.asked.splice(0)).toEqual(['cpu.share 3600', 'disk.share 3600']);
    clock.now += 5 * second;
    await poll(store);
    expect(platform.asked).toEqual(['disk.share 65']);
    expect(store.series(cpu).times).toHaveLength(360);
  });

  it('has no gap and no duplicate after a cut, however long it was', async () => {
    for (const away of [30, 200, 299, 1200, 3000]) {
      const store = new PointStore(() => undefined);
      await poll(store);
      clock.now += away * second;
      await poll(store);
      for (const ref of [cpu, disk]) expect([...spacings(store, ref)], `${away} s, ${ref.name}`).toEqual([10_000]);
      expect(store.series(cpu).times.at(-1)).toBe(Math.floor(clock.now / 10_000) * 10_000 - 10_000);
    }
  });

  it('looks at the whole range once a minute, for what was written late', async () => {
    const store = new PointStore(() => undefined);
    for (let polls = 0; polls <= 30; polls += 1) {
      await poll(store);
      clock.now += 5 * second;
    }
    expect(platform.asked.filter((asked) => asked === 'cpu.share 3600')).toHaveLength(3);
  });

  it('asks anew when the clock of the platform was put back', async () => {
    const store = new PointStore(() => undefined);
    await poll(store);
    platform.asked.splice(0);
    clock.now -= 7200 * second;
    await poll(store);
    expect(platform.asked).toEqual(['cpu.share 3600', 'disk.share 3600']);
    expect(store.until).toBe(clock.now);
  });

  it('goes on with the other series while one fails, and fills its hole afterwards', async () => {
    const store = new PointStore(() => undefined);
    await poll(store);
    const before = store.series(disk).times.length;
    platform.broken.add('disk.share');
    clock.now += 30 * second;
    await poll(store);
    expect(store.series(cpu).times.at(-1)).toBe(clock.now - 10 * second);
    expect(store.series(cpu).failure).toBeUndefined();
    expect(store.series(disk).times).toHaveLength(before);
    expect(store.series(disk).failure).toMatchObject({ error: { request_id: 'r-1' } });
    platform.broken.clear();
    clock.now += 600 * second;
    await poll(store);
    expect(store.series(disk).failure).toBeUndefined();
    expect([...spacings(store, disk)]).toEqual([10_000]);
  });

  it('fails as a whole where nothing can be read', async () => {
    const store = new PointStore(() => undefined);
    platform.broken.add('cpu.share');
    platform.broken.add('disk.share');
    await expect(poll(store)).rejects.toThrow();
    platform.broken.clear();
    platform.broken.add('metrics.realtime');
    await expect(poll(store)).rejects.toThrow();
    expect(store.until).toBe(0);
  });

  it('needs no history for the last minutes of what is shown live', async () => {
    const store = new PointStore(() => undefined);
    await poll(store, rangeOf('5m'));
    expect(platform.asked).toEqual(['disk.share 300']);
  });

  it('puts nothing back that was said while the answers were on their way', async () => {
    const store = new PointStore(() => undefined);
    await poll(store);
    clock.now += 5 * second;
    vi.useFakeTimers({ toFake: ['Date'] });
    const answers = poll(store);
    vi.setSystemTime(Date.now() + 2 * second);
    store.follow([], clock.now + 2 * second, true, Date.now());
    await answers;
    vi.useRealTimers();
    expect(store.until).toBe(clock.now + 2 * second);
  });
});
