import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MetricName } from '#contract/metric-series.ts';
import type { Resolution } from '#contract/metrics.ts';
import { readPoints } from '#platform/metrics/history-repository.ts';
import { addPoints, noteStale } from '#platform/metrics/point-repository.ts';
import { rollUp } from '#platform/metrics/roll-up.ts';
import { Histogram } from '#shared/metrics/histogram.ts';
import { openGateway, requestEvent } from '#test/support/gateway.ts';
import { historyOf, measuringNode, passStretch } from '#test/support/measured.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeEach(async () => {
  platform = await createTestPlatform();
});
afterEach(() => platform.close());

/** All points of one series at one resolution. */
function stored(name: MetricName, resolution: Resolution, label = '') {
  const [from, to] = [new Date('2024-01-01T00:00:00.000Z'), new Date('2030-01-01T00:00:00.000Z')];
  return readPoints(platform.deps.database, { name, label, from, to, resolution });
}

const allRows = () =>
  platform.deps.database
    .selectFrom('metric_points')
    .selectAll()
    .orderBy('resolution')
    .orderBy('name')
    .orderBy('label')
    .orderBy('at')
    .orderBy('node')
    .execute();

describe('adding up', () => {
  it('makes of stretches and nodes what was measured', async () => {
    const nodes = [measuringNode(platform, 'one'), measuringNode(platform, 'two')];
    const direct = new Histogram();
    let sum = 0;
    // Up to the end of an hour, and a little into the next.
    platform.clock.set(new Date('2026-03-02T09:58:30.000Z'));
    for (let stretch = 0; stretch < 12; stretch += 1) {
      for (const [place, node] of nodes.entries()) {
        for (let call = 0; call < 20; call += 1) {
          const milliseconds = 1 + (((stretch * 40 + place * 20 + call) * 37) % 997);
          node.meter.request('GET', '/api/users', 200, milliseconds);
          direct.record(milliseconds);
          sum += milliseconds;
        }
      }
      platform.clock.advance(10_000);
      for (const node of nodes) await node.flush.run();
    }
    await platform.runJobs();
    expect((await stored('http.duration_ms', 60)).map(({ count }) => count)).toEqual([120, 240, 120]);
    expect((await stored('http.duration_ms', 3600)).map(({ count }) => count)).toEqual([360, 120]);
    const days = await stored('http.duration_ms', 86_400);
    expect(days).toMatchObject([{ at: new Date('2026-03-02T00:00:00.000Z'), count: 480, sum }]);
    expect(days[0]?.histogram?.encode()).toEqual(direct.encode());
    expect((await stored('http.server_errors', 86_400))[0]).toMatchObject({ count: 24, sum: 0 });
  });

  it('twice changes nothing, and takes up what came meanwhile', async () => {
    const node = measuringNode(platform, 'one');
    await passStretch(platform, node, (meter) => meter.request('GET', '/api/users', 200, 10));
    await platform.runJobs();
    const once = await allRows();
    for (const resolution of [60, 3600, 86_400] as const) {
      await noteStale(platform.deps.database, { source: 'points', resolution, at: new Date('2026-03-02T00:00:00Z') });
      const at = new Date(Math.floor(Date.parse('2026-03-02T09:00:00Z') / resolution / 1000) * resolution * 1000);
      await noteStale(platform.deps.database, { source: 'points', resolution, at });
    }
    await platform.runJobs();
    expect(await allRows()).toEqual(once);
    await passStretch(platform, node, (meter) => meter.request('GET', '/api/users', 200, 30));
    await platform.runJobs();
    expect(await stored('http.duration_ms', 86_400)).toMatchObject([{ count: 2, sum: 40, min: 10, max: 30 }]);
    expect(await platform.deps.database.selectFrom('metric_stale').selectAll().execute()).toEqual([]);
  });

  it('that is cut off has done nothing, and goes on where it was', async () => {
    const node = measuringNode(platform, 'one');
    for (let minute = 0; minute < 3; minute += 1) {
      await passStretch(platform, node, (meter) => meter.request('GET', '/api/users', 200, 10));
      platform.clock.advance(50_000);
      await node.flush.run();
    }
    const { database } = platform.deps;
    // The second minute is written, and then the process is gone before it is committed.
    let transactions = 0;
    const cutOff = new Proxy(database, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name !== 'transaction') return typeof value === 'function' ? value.bind(target) : value;
        return () => ({
          execute: (work: (transaction: typeof database) => Promise<void>) =>
            target.transaction().execute(async (transaction) => {
              await work(transaction as unknown as typeof database);
              transactions += 1;
              if (transactions === 2) throw new Error('killed');
            }),
        });
      },
    });
    await expect(rollUp({ ...platform.deps, database: cutOff }, 60)).rejects.toThrow('killed');
    expect(await stored('http.duration_ms', 60)).toHaveLength(1);
    await platform.runJobs();
    expect(await stored('http.duration_ms', 60)).toMatchObject([{ count: 1 }, { count: 1 }, { count: 1 }]);
    expect(await stored('http.duration_ms', 86_400)).toMatchObject([{ count: 3, sum: 30 }]);
  });

  it('leaves alone what can no longer be made from its parts', async () => {
    const { database } = platform.deps;
    const at = new Date('2026-02-20T09:00:00.000Z');
    const measured = [{ name: 'cpu.share', label: '', count: 6, sum: 3, min: 0, max: 1, histogram: null }] as const;
    await addPoints(database, { resolution: 60, at, node: '', measured });
    const rest = [{ ...measured[0], count: 1, sum: 0.1 }];
    await addPoints(database, { resolution: 10, at, node: 'one', measured: rest });
    await noteStale(database, { source: 'points', resolution: 60, at });
    await platform.runJobs();
    expect(await stored('cpu.share', 60)).toMatchObject([{ count: 6, sum: 3 }]);
  });
});

describe('points are kept', () => {
  it('finer ones for a shorter time', async () => {
    const { database } = platform.deps;
    const now = platform.clock.now().getTime();
    const day = 86_400_000;
    const measured = [
      { name: 'cpu.share', label: '', count: 1, sum: 0.5, min: 0.5, max: 0.5, histogram: null },
    ] as const;
    for (const resolution of [10, 60, 3600, 86_400] as const) {
      for (const age of [0.9, 1.1, 34, 36, 399, 401, 700]) {
        await addPoints(database, { resolution, at: new Date(now - age * day), node: '', measured });
      }
    }
    await platform.runJobs();
    const ages = async (resolution: Resolution) =>
      (await stored('cpu.share', resolution)).map(({ at }) => Math.round(((now - at.getTime()) / day) * 10) / 10);
    expect(await ages(10)).toEqual([0.9]);
    expect(await ages(60)).toEqual([34, 1.1, 0.9]);
    expect(await ages(3600)).toEqual([399, 36, 34, 1.1, 0.9]);
    expect(await ages(86_400)).toEqual([700, 401, 399, 36, 34, 1.1, 0.9]);
  });
});

describe('what gateways report', () => {
  it('is points by the minute, added up further', async () => {
    const gateway = await openGateway(platform);
    const times = [10, 20, 30, 40, 4000];
    await gateway.report('requests', [
      ...times.map((milliseconds) => requestEvent({ duration_ms: milliseconds })),
      requestEvent({ status: 404 }),
      requestEvent({ status: 503, at: '2026-03-02T08:58:59.999Z' }),
      requestEvent({ duration_ms: 0, route: '/api/chat/stream', method: 'POST' }),
    ]);
    await platform.runJobs();
    const label = 'GET /api/conversations/{id}';
    const { points, step_seconds: step } = await historyOf(platform, 'gateway.duration_ms', { label });
    expect(step).toBe(60);
    expect(points).toMatchObject([
      { at: '2026-03-02T08:58:00.000Z', count: 1 },
      { at: '2026-03-02T08:59:00.000Z', count: 6, sum: 4112.5, min: 10, max: 4000 },
    ]);
    expect(points[1]?.p99).toBe(4000);
    const { items } = await platform.call('metrics.endpoints', {
      query: { from: '2026-03-02T08:00:00.000Z', to: '2026-03-02T09:00:00.000Z' },
    });
    expect(items.filter(({ source }) => source === 'gateway')).toMatchObject([
      { endpoint: label, requests: 7, client_errors: 1, server_errors: 1, light: 'red' },
      { endpoint: 'POST /api/chat/stream', requests: 1, p95_ms: 0, target_ms: 500, light: 'green' },
    ]);
    expect(await stored('gateway.duration_ms', 3600)).toMatchObject([{ count: 8 }]);
  });

  it('is counted when it comes days late, once, in its minute, hour and day', async () => {
    const gateway = await openGateway(platform);
    const at = '2026-02-26T10:30:30.000Z';
    await gateway.report('requests', [requestEvent({ at, duration_ms: 5 })]);
    await platform.runJobs();
    const late = requestEvent({ at, duration_ms: 15 });
    await gateway.report('requests', [late, late]);
    await gateway.report('requests', [late]);
    await platform.runJobs();
    for (const resolution of [60, 3600, 86_400] as const) {
      expect(await stored('gateway.duration_ms', resolution), String(resolution)).toMatchObject([
        { count: 2, sum: 20, min: 5, max: 15 },
      ]);
    }
  });

  it('has the same percentiles as if each request had been recorded', async () => {
    const gateway = await openGateway(platform);
    const direct = new Histogram();
    const events = Array.from({ length: 500 }, (_, index) => {
      const milliseconds = Math.round(Math.exp((index % 97) / 12) * 1000) / 1000;
      direct.record(milliseconds);
      return requestEvent({ duration_ms: milliseconds });
    });
    await gateway.report('requests', events);
    await platform.runJobs();
    const [minute] = await stored('gateway.duration_ms', 60);
    for (const share of [0.5, 0.95, 0.99]) {
      const [found, expected] = [minute?.histogram?.quantile(share) ?? 0, direct.quantile(share) ?? 0];
      expect(Math.abs(found - expected) / expected).toBeLessThan(0.021);
    }
  });

  it('has one series for all endpoints beyond two hundred', async () => {
    const gateway = await openGateway(platform);
    await gateway.report(
      'requests',
      Array.from({ length: 230 }, (_, index) => requestEvent({ route: `/api/things/${index}` })),
    );
    await platform.runJobs();
    expect(await stored('gateway.duration_ms', 60, 'other')).toMatchObject([{ count: 30 }]);
    expect(await stored('gateway.duration_ms', 60)).toMatchObject([{ count: 230 }]);
  });
});
