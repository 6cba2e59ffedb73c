import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goOnWithProduct, layOutNext, owePieces } from '#platform/rehearsal/metrics-job.ts';
import { writeRehearsalProbes } from '#platform/rehearsal/write-metrics.ts';
import { historyOf, measuringNode, passStretch } from '#test/support/measured.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

const day = 86_400_000;
let platform: TestPlatform;

beforeAll(async () => {
  platform = await createTestPlatform();
  const now = platform.clock.now();
  await platform.deps.database.transaction().execute(async (transaction) => {
    await writeRehearsalProbes(transaction, now);
    await owePieces(transaction, now);
  });
  while (await layOutNext(platform.deps));
});
afterAll(() => platform.close());

const ago = (milliseconds: number) => new Date(platform.clock.now().getTime() - milliseconds).toISOString();

describe('the measurements of the rehearsal', () => {
  it.each([
    [day, 60, 1440],
    [30 * day, 3600, 720],
  ])('go %s ms back without a gap', async (length, step, count) => {
    for (const name of ['cpu.share', 'http.duration_ms', 'gateway.duration_ms'] as const) {
      const { points, step_seconds: found } = await historyOf(platform, name, { from: ago(length) });
      expect(found).toBe(step);
      expect(points).toHaveLength(count);
    }
  });

  it('are fine in the last hour, which is what one sees first', async () => {
    for (const name of ['cpu.share', 'http.duration_ms', 'http.server_errors'] as const) {
      const { points, step_seconds: found } = await historyOf(platform, name, { from: ago(3_600_000) });
      expect(found).toBe(10);
      expect(points).toHaveLength(360);
      expect(points.every(({ count }) => Number.isInteger(count) && count > 0)).toBe(true);
    }
  });

  it('tell of an evening of trouble', async () => {
    const { points } = await historyOf(platform, 'gateway.duration_ms', { from: ago(30 * day) });
    const slow = points.filter(({ p50 }) => (p50 ?? 0) > 500);
    expect(slow).toHaveLength(3);
    const { items } = await platform.call('metrics.uptime', { query: { from: ago(30 * day) } });
    const api = items.find(({ name }) => name === 'api');
    expect(api?.states.map(({ state }) => state)).toEqual(['up', 'down', 'up']);
    expect(api?.uptime).toBeCloseTo(1 - 7 / (30 * 24 * 60), 6);
  });

  it('have endpoints of both sides', async () => {
    const { items } = await platform.call('metrics.endpoints', { query: { from: ago(7 * day) } });
    expect(new Set(items.map(({ source }) => source))).toEqual(new Set(['platform', 'gateway']));
    expect(items.every(({ p95_ms: p95 }) => p95 !== null)).toBe(true);
  });

  it('are laid out once', async () => {
    const count = () => platform.deps.database.selectFrom('metric_points').select('at').execute();
    const before = (await count()).length;
    expect(await layOutNext(platform.deps)).toBe(false);
    expect((await count()).length).toBe(before);
  });

  it('go on with the product, whenever its job runs, with one point a minute', async () => {
    for (const milliseconds of [29_513, 30_000, 1, 61_377]) {
      platform.clock.advance(milliseconds);
      await goOnWithProduct(platform.deps);
    }
    const { points } = await historyOf(platform, 'gateway.duration_ms', { from: ago(600_000) });
    expect(points.map(({ at }) => Date.parse(at) % 60_000)).toEqual(points.map(() => 0));
    expect(points).toHaveLength(10);
  });

  it('go on in what is measured from then on', async () => {
    const node = measuringNode(platform, 'one');
    await passStretch(platform, node, (meter) => meter.request('GET', '/api/users', 200, 10));
    await platform.runJobs();
    const { points } = await historyOf(platform, 'http.duration_ms', { from: ago(7 * day) });
    expect(points).toHaveLength(7 * 24 + 1);
  });
});
