import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFlush } from '#platform/metrics/flush.ts';
import { firingAlert } from '#test/support/firing-alert.ts';
import { historyOf, measuringNode, passStretch } from '#test/support/measured.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeEach(async () => {
  platform = await createTestPlatform();
});
afterEach(() => platform.close());

describe('measuring requests', () => {
  it('shows a slow endpoint in its p95, and its errors', async () => {
    const { meter } = platform.deps;
    const flush = createFlush(platform.deps, () => platform.clock.now().getTime());
    for (let call = 0; call < 10; call += 1) meter.request('GET', '/api/users/{id}', 200, 20);
    meter.request('GET', '/api/users/{id}', 200, 3000);
    meter.request('GET', '/api/users/{id}', 404, 5);
    meter.request('GET', '/api/users/{id}', 500, 5);
    platform.clock.advance(10_000);
    await flush.run();

    const { points, step_seconds: step } = await historyOf(platform, 'http.duration_ms', {
      label: 'GET /api/users/{id}',
    });
    expect(step).toBe(10);
    expect(points).toHaveLength(1);
    expect(points[0]).toMatchObject({ at: '2026-03-02T09:00:00.000Z', count: 13, min: 5, max: 3000 });
    expect(points[0]?.p50).toBeCloseTo(20, 0);
    expect(points[0]?.p95).toBe(3000);

    const { items } = await platform.call('metrics.endpoints', { query: {} }, { as: 'support' });
    expect(items[0]).toMatchObject({
      source: 'platform',
      endpoint: 'GET /api/users/{id}',
      requests: 13,
      client_errors: 1,
      server_errors: 1,
      target_ms: 500,
      light: 'red',
    });
  });

  it('measures what really was called, by the path of the operation', async () => {
    const flush = createFlush(platform.deps, () => platform.clock.now().getTime());
    const { id } = await platform.staff('ops');
    await platform.call('users.get', { params: { id } });
    await platform.request('/nothing/here', { method: 'PURGE' });
    platform.clock.advance(10_000);
    await flush.run();
    const { items } = await platform.call('metrics.endpoints', { query: {} });
    const named = (endpoint: string) => items.find((item) => item.endpoint === endpoint);
    expect(named('GET /api/users/{id}')).toMatchObject({ requests: 1, light: 'green' });
    expect(named('unknown')).toMatchObject({ requests: 1, client_errors: 1, target_ms: null, light: 'none' });
  });

  it.each([
    ['/api/health', 100],
    ['/api/auth/signin', 200],
    ['/api/users', 500],
  ])('judges %s against %s ms', async (path, target) => {
    const node = measuringNode(platform, 'one');
    await passStretch(platform, node, (meter) => meter.request('GET', path, 200, target * 1.5));
    const { items } = await platform.call('metrics.endpoints', { query: {} });
    expect(items).toMatchObject([{ endpoint: `GET ${path}`, target_ms: target, light: 'yellow' }]);
  });

  it('leaves out of the whole what only balancers ask for', async () => {
    const node = measuringNode(platform, 'one');
    await passStretch(platform, node, (meter) => {
      meter.request('GET', '/ready', 200, 1);
      meter.request('GET', '/api/users', 200, 10);
    });
    expect((await historyOf(platform, 'http.duration_ms')).points).toMatchObject([{ count: 1, max: 10 }]);
    expect((await historyOf(platform, 'http.duration_ms', { label: 'GET /ready' })).points).toHaveLength(1);
  });
});

describe('points', () => {
  it('are missing where nothing was measured, and 0 where nothing went wrong', async () => {
    const node = measuringNode(platform, 'one');
    await passStretch(platform, node, (meter) => meter.request('GET', '/api/users', 200, 10));
    await passStretch(platform, node);
    await passStretch(platform, node, (meter) => meter.request('GET', '/api/users', 200, 10));
    const { points } = await historyOf(platform, 'http.duration_ms');
    expect(points.map(({ at }) => at)).toEqual(['2026-03-02T09:00:00.000Z', '2026-03-02T09:00:20.000Z']);
    const errors = await historyOf(platform, 'http.server_errors');
    expect(errors.points.map(({ sum }) => sum)).toEqual([0, 0]);
  });

  it('do not take NaN, infinity and negative times', async () => {
    const node = measuringNode(platform, 'one');
    await passStretch(platform, node, (meter) => {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        meter.observe('cpu.share', '', value);
        meter.request('GET', '/api/users', 200, value);
      }
      meter.request('GET', '/api/users', 200, -3);
      meter.observe('cpu.share', '', 0.25);
    });
    expect((await historyOf(platform, 'cpu.share')).points).toMatchObject([{ count: 1, mean: 0.25, p95: null }]);
    expect((await historyOf(platform, 'http.duration_ms')).points).toEqual([]);
  });

  it('of a stretch in which the clock jumped are left out, and later ones are right', async () => {
    let steady = 0;
    const node = measuringNode(platform, 'one', () => steady);
    const stretch = async (wall: number) => {
      node.meter.observe('cpu.share', '', 0.5);
      steady += 10_000;
      platform.clock.advance(wall);
      await node.flush.run();
    };
    await stretch(10_000);
    await stretch(3_600_000);
    await stretch(10_000);
    await stretch(-3_600_000);
    await stretch(10_000);
    const { points } = await historyOf(platform, 'cpu.share', {
      from: '2026-03-02T08:00:00.000Z',
      to: '2026-03-02T11:00:00.000Z',
    });
    expect(points.map(({ at }) => at)).toEqual([
      '2026-03-02T09:00:00.000Z',
      '2026-03-02T09:00:20.000Z',
      '2026-03-02T10:00:10.000Z',
    ]);
    expect(platform.log.filter((line) => line.includes('clock_jumped'))).toHaveLength(2);
  });

  it('of a stretch that was written twice are added up', async () => {
    const node = measuringNode(platform, 'one');
    await passStretch(platform, node, (meter) => meter.request('GET', '/api/users', 200, 10));
    node.meter.request('GET', '/api/users', 500, 1000);
    await node.flush.run();
    const { points } = await historyOf(platform, 'http.duration_ms');
    expect(points).toMatchObject([{ count: 2, sum: 1010, min: 10, max: 1000 }]);
    expect((await historyOf(platform, 'http.server_errors')).points).toMatchObject([{ sum: 1 }]);
  });

  it('wait while the database is away, and are written to their time when it is back', async () => {
    const node = measuringNode(platform, 'one');
    const { database } = platform.deps;
    let away = true;
    const flaky = new Proxy(database, {
      get: (target, name) => {
        if (away && name === 'transaction') throw new Error('the database is away');
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const flush = createFlush({ ...platform.deps, meter: node.meter, database: flaky }, () =>
      platform.clock.now().getTime(),
    );
    const stretch = () => passStretch(platform, { ...node, flush }, (meter) => meter.observe('cpu.share', '', 0.5));
    await platform.runJobs();
    for (let times = 0; times < 7; times += 1) await stretch();
    away = false;
    await stretch();
    const { points } = await historyOf(platform, 'cpu.share');
    expect(points.map(({ at }) => at.slice(14, 19))).toEqual([
      '00:00',
      '00:10',
      '00:20',
      '00:30',
      '00:40',
      '00:50',
      '01:00',
      '01:10',
    ]);
    expect(platform.log.filter((line) => line.includes('points_wait'))).toHaveLength(1);

    // That it was away is in its uptime, once it is back.
    await platform.runJobs();
    const { items } = await platform.call('metrics.uptime', { query: {} });
    const found = items.find(({ name }) => name === 'database');
    expect(found?.light).toBe('red');
    // Ten of the eighty seconds that were measured.
    expect(found?.uptime).toBeCloseTo(1 / 8, 6);
    const states = found?.states.map(({ state, from }) => `${state} ${from.slice(11, 19)}`);
    expect(states).toEqual(['unknown 08:01:20', 'up 09:00:00', 'down 09:00:10']);
  });

  it('of two nodes are one', async () => {
    const [one, two] = [measuringNode(platform, 'one'), measuringNode(platform, 'two')];
    for (let call = 0; call < 90; call += 1) one.meter.request('GET', '/api/users', 200, 10);
    for (let call = 0; call < 10; call += 1) two.meter.request('GET', '/api/users', 200, 900);
    platform.clock.advance(10_000);
    await Promise.all([one.flush.run(), two.flush.run()]);
    const { points } = await historyOf(platform, 'http.duration_ms');
    expect(points).toMatchObject([{ count: 100, min: 10, max: 900 }]);
    expect(points[0]?.p95).toBeGreaterThan(880);
    const { nodes } = await platform.call('metrics.health');
    expect(nodes.map(({ name }) => name)).toEqual(['one', 'two']);
  });
});

describe('a range', () => {
  it('is refused where it is none or too long', async () => {
    const ask = (query: object) =>
      platform.attempt('metrics.history', { query: { name: 'cpu.share', ...query } as never });
    expect((await ask({ from: '2026-03-02T10:00:00.000Z' })).problem?.kind).toBe('validation');
    expect((await ask({ from: '2024-03-02T10:00:00.000Z' })).problem?.kind).toBe('validation');
    expect((await ask({ name: 'cpu.temperature' })).problem?.kind).toBe('validation');
  });

  it('is told to staff alone', async () => {
    expect((await platform.attempt('metrics.health', {}, { as: null })).status).toBe(401);
    expect((await platform.attempt('metrics.health', {}, { as: 'support' })).status).toBe(200);
  });
});

describe('health', () => {
  it('says nothing about what was not measured', async () => {
    const health = await platform.call('metrics.health');
    expect(health).toMatchObject({ status: 'healthy', reasons: [], nodes: [], certificates: [] });
    const known = health.services.map(({ name, state, uptime_30d: share, light }) => [name, state, share, light]);
    expect(known).toEqual(['api', 'database', 'mail', 'ai_providers'].map((name) => [name, 'unknown', null, 'none']));
    expect(health.resources.every(({ value, light }) => value === null && light === 'none')).toBe(true);
    expect(health.traffic).toMatchObject({ p95_ms: null, p95_light: 'none', error_share: null, error_light: 'none' });
  });

  it('is never healthy while an alert is open, and says so', async () => {
    const id = await firingAlert(platform, 'an alert by itself');
    const judged = async () => {
      const { status, reasons } = await platform.call('metrics.health');
      return { status, reasons };
    };
    expect(await judged()).toEqual({ status: 'critical', reasons: ['1 critical alert fires'] });
    await platform.call('alerts.acknowledge', { params: { id }, body: {} }, { as: 'ops' });
    expect(await judged()).toEqual({ status: 'degraded', reasons: ['1 alert is acknowledged or silenced'] });
    await platform.call('alerts.resolve', { params: { id }, body: {} }, { as: 'ops' });
    expect(await judged()).toEqual({ status: 'healthy', reasons: [] });
  });

  it('is critical while something is red, and says what, worst first', async () => {
    const node = measuringNode(platform, 'one');
    await passStretch(platform, node, (meter) => {
      meter.observe('disk.share', '', 0.95);
      meter.observe('cpu.share', '', 0.85);
      for (let call = 0; call < 50; call += 1) meter.request('GET', '/api/users', call < 1 ? 500 : 200, 20);
    });
    const health = await platform.call('metrics.health');
    expect(health.status).toBe('critical');
    expect(health.traffic).toMatchObject({ server_error_share: 0.02, server_error_light: 'red', p95_light: 'green' });
    expect(health.reasons).toEqual([
      '2 % of requests end in a server error',
      'Disk: 95 %',
      '2 % of requests end in an error',
      'CPU: 85 %',
    ]);
    const disk = health.resources.find(({ name }) => name === 'disk.share');
    expect(disk).toMatchObject({ value: 0.95, mean: 0.95, peak: 0.95, limit: 1, light: 'red' });
  });

  it('shows the last five minutes to a wall', async () => {
    const node = measuringNode(platform, 'one');
    await passStretch(platform, node, (meter) => meter.observe('cpu.share', '', 0.25));
    const { series } = await platform.call('metrics.realtime');
    expect(series.find(({ name }) => name === 'cpu.share')?.points).toMatchObject([{ mean: 0.25 }]);
    platform.clock.advance(300_000);
    const later = await platform.call('metrics.realtime');
    expect(later.series.find(({ name }) => name === 'cpu.share')?.points).toEqual([]);
  });
});
