import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alertJob } from '#platform/alerts/evaluate.ts';
import { mostOwnAlerts } from '#platform/alerts/reconcile.ts';
import { mostLabels } from '#platform/alerts/series-reader.ts';
import { runLocked } from '#platform/jobs/runner.ts';
import { floodAlerts, floodSeries } from '#test/support/alert-flood.ts';
import { makeRule } from '#test/support/alert-rules.ts';
import { measuringNode, passStretch } from '#test/support/measured.ts';
import { writePoint } from '#test/support/metric-points.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

const flood = 20_000;
/** What a person waits for without noticing, on a machine that does much else. */
const patience = 2000;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ config: { webhookPrivate: true } });
  await platform.staff('ops');
});
afterAll(() => platform.close());
beforeEach(async () => {
  const { database } = platform.deps;
  await database.updateTable('alert_rules').set({ enabled: false }).execute();
  for (const table of ['alert_watches', 'alerts', 'metric_points', 'outbox_mails', 'alert_webhooks'] as const) {
    await database.deleteFrom(table).execute();
  }
});

async function measure(value: number | null): Promise<void> {
  const at = platform.clock.now();
  if (value !== null) await writePoint(platform.deps.database, { name: 'cpu.share', label: '', at, values: [value] });
  platform.clock.advance(10_000);
  await runLocked(platform.deps, alertJob);
}
async function measureFor(seconds: number, value: number | null): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 10) await measure(value);
}
const open = async () => (await platform.call('alerts.list', { query: { state: 'open', limit: 1000 } })).items;
async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; milliseconds: number }> {
  const begin = performance.now();
  const value = await work();
  return { value, milliseconds: performance.now() - begin };
}

describe('a flood', () => {
  it('of series that all fire is a few alerts, one mail to each and one message', async () => {
    const { database, clock } = platform.deps;
    const hook = { name: 'Pager', url: 'http://127.0.0.1:9/hook' };
    await platform.call('alerts.webhooks.create', { body: hook });
    const condition = { kind: 'threshold', direction: 'below', value: 0.5, clear: 0.9 } as const;
    await makeRule(platform, { metric: 'probe.up', label: '*', condition, for_seconds: 0 });
    await floodSeries(database, flood, clock.now(), 0);
    platform.clock.advance(10_000);
    const { milliseconds } = await timed(() => runLocked(platform.deps, alertJob));
    expect(milliseconds).toBeLessThan(patience);
    const alerts = await open();
    expect(alerts).toHaveLength(mostOwnAlerts + 1);
    expect(alerts.find(({ label }) => label === '*')?.grouped).toBe(mostLabels - mostOwnAlerts);
    const mails = await database.selectFrom('outbox_mails').select('recipient').where('kind', '=', 'alert').execute();
    expect(new Set(mails.map(({ recipient }) => recipient)).size).toBe(mails.length);
    expect(await database.selectFrom('alert_deliveries').select('id').execute()).toHaveLength(1);
    expect(platform.log.some((line) => line.includes('alert_rule_too_wide'))).toBe(true);
    // The same again finds nothing new.
    await floodSeries(database, 100, new Date(clock.now().getTime()), 0);
    platform.clock.advance(10_000);
    await runLocked(platform.deps, alertJob);
    expect((await open()).map(({ id }) => id).sort()).toEqual(alerts.map(({ id }) => id).sort());
    expect(await database.selectFrom('alert_deliveries').select('id').execute()).toHaveLength(1);
  });

  it('of alerts leaves lists, counts, details and looks as quick as they were', async () => {
    const { database, clock } = platform.deps;
    await floodAlerts(database, flood, clock.now());
    const list = async (query: Parameters<typeof platform.call<'alerts.list'>>[1] & object) => {
      const { value, milliseconds } = await timed(() => platform.call('alerts.list', query));
      expect(milliseconds).toBeLessThan(patience);
      return value;
    };
    const all = await list({ query: { limit: 50 } });
    expect(all.total).toBe(flood);
    expect((await list({ query: { limit: 50, cursor: all.next_cursor ?? '' } })).items).toHaveLength(50);
    expect((await list({ query: { state: 'open' } })).total).toBe(flood / 50);
    expect((await list({ query: { state: 'firing', limit: 1 } })).total).toBe(flood / 50);
    expect((await list({ query: { state: 'resolved', severity: 'critical', sort: 'opened_at' } })).items).toHaveLength(
      50,
    );
    expect((await list({ query: { q: `/flood/${flood - 1}` } })).total).toBe(1);
    const rules = await timed(() => platform.call('alerts.rules.list', { query: { limit: 100 } }));
    expect(rules.milliseconds).toBeLessThan(patience);
    expect(rules.value.items.reduce((sum, rule) => sum + rule.open_alerts, 0)).toBe(flood / 50);
    await makeRule(platform, { for_seconds: 0 });
    const look = await timed(() => measure(0.95));
    expect(look.milliseconds).toBeLessThan(patience);
    expect((await list({ query: { state: 'open' } })).items[0]?.summary).toContain('95 %');
  });

  it('of alerts is forgotten in small steps, once its time is over', async () => {
    const { database, clock } = platform.deps;
    await floodAlerts(database, 3000, clock.now());
    platform.clock.advance(200 * 86_400_000);
    await runLocked(platform.deps, alertJob);
    const left = async () => (await platform.call('alerts.list', { query: { state: 'resolved' } })).total;
    expect(await left()).toBe(3000 * 0.98 - 1000);
    platform.clock.advance(10_000);
    await runLocked(platform.deps, alertJob);
    platform.clock.advance(10_000);
    await runLocked(platform.deps, alertJob);
    expect(await left()).toBe(0);
    platform.clock.advance(-200 * 86_400_000);
  });
});

describe('a rule', () => {
  it('that matches everything fires once for each series, and is over when it is switched off', async () => {
    const { database } = platform.deps;
    const always = { kind: 'threshold', direction: 'above', value: -1e15, clear: null } as const;
    const rule = await makeRule(platform, { metric: 'probe.up', label: '*', condition: always, for_seconds: 0 });
    for (let look = 0; look < 5; look += 1) {
      for (const label of ['api', 'database', 'mail']) {
        await writePoint(database, { name: 'probe.up', label, at: platform.clock.now(), values: [1] });
      }
      await measure(null);
    }
    expect((await open()).map(({ label, reopened }) => [label, reopened]).sort()).toEqual([
      ['api', 0],
      ['database', 0],
      ['mail', 0],
    ]);
    await platform.call('alerts.rules.update', { params: { id: rule.id }, body: { version: 1, enabled: false } });
    expect(await open()).toEqual([]);
    const { items } = await platform.call('alerts.rules.list', { query: { limit: 100 } });
    expect(items.find(({ id }) => id === rule.id)?.open_alerts).toBe(0);
  });

  it('sees past what is no number, and keeps its alert where a metric stops', async () => {
    await makeRule(platform, { for_seconds: 0 });
    await measureFor(30, 0.95);
    const [alert] = await open();
    const { database, clock } = platform.deps;
    // The store takes none, and a meter that is handed one leaves it out.
    for (const value of ['NaN', 'Infinity', '-Infinity']) {
      const insert = sql`insert into metric_points (resolution, name, label, at, node, count, sum, min, max)
        values (10, 'cpu.share', '', ${clock.now()}, ${value}, 1, ${value}::float8, 0, 1)`;
      await expect(insert.execute(database)).rejects.toThrow('check constraint');
      const node = measuringNode(platform, `node ${value}`);
      await passStretch(platform, node, (meter) => {
        meter.observe('cpu.share', '', Number(value));
        meter.observe('cpu.share', '', 0.97);
      });
      await runLocked(platform.deps, alertJob);
    }
    expect(await open()).toMatchObject([{ id: alert?.id, state: 'firing', no_data_since: null }]);
    const values = (await open()).map(({ value }) => value);
    expect(values.every((value) => value === null || Number.isFinite(value))).toBe(true);
    await measureFor(3600, null);
    expect(await open()).toMatchObject([{ id: alert?.id, state: 'firing' }]);
    expect((await open())[0]?.no_data_since).not.toBeNull();
    await measureFor(120, 0.1);
    expect(await open()).toEqual([]);
  });

  it('over what gateways report, which is added up by the minute, fires too', async () => {
    const condition = { kind: 'threshold', direction: 'above', value: 500, clear: 450 } as const;
    const label = 'POST /api/chat/stream';
    const metric = 'gateway.duration_ms';
    for (const asked of [label, '* /api/chat/stream']) {
      await makeRule(platform, {
        metric,
        label: asked,
        statistic: 'p95',
        window_seconds: 300,
        condition,
        for_seconds: 0,
      });
    }
    const { database } = platform.deps;
    for (let minute = 0; minute < 3; minute += 1) {
      const at = platform.clock.now();
      await writePoint(database, { name: metric, label, at, values: [700, 800, 900], resolution: 60 });
      await measureFor(60, null);
    }
    expect((await open()).map((alert) => [alert.label, alert.state])).toEqual([
      [label, 'firing'],
      [label, 'firing'],
    ]);
  });
});

describe('a clock', () => {
  const day = 86_400_000;

  it('that jumps a day ahead makes nothing fire that was about to, and ends nothing that fires', async () => {
    await makeRule(platform);
    await measureFor(60, 0.95);
    // Also a laptop that sleeps for a day: nobody looked, and nothing was measured.
    platform.clock.advance(day);
    await measure(0.95);
    expect(await open()).toEqual([]);
    await measureFor(90, 0.95);
    const [alert] = await open();
    expect(alert?.state).toBe('firing');
    platform.clock.advance(day);
    await measureFor(20, null);
    expect(await open()).toMatchObject([{ id: alert?.id, state: 'firing', reopened: 0 }]);
  });

  it('that jumps back and forth neither fires twice nor loses an alert', async () => {
    await makeRule(platform, { for_seconds: 30 });
    await measureFor(90, 0.95);
    const [alert] = await open();
    for (const jump of [-3 * 3_600_000, 5 * 3_600_000, -4 * 3_600_000, 2 * 3_600_000]) {
      platform.clock.advance(jump);
      await measureFor(60, 0.95);
    }
    expect(await open()).toMatchObject([{ id: alert?.id, state: 'firing', reopened: 0 }]);
    const { history } = await platform.call('alerts.get', { params: { id: alert?.id ?? '' } });
    expect(history.map(({ kind }) => kind)).toEqual(['fired']);
    await measureFor(180, 0.1);
    expect(await open()).toEqual([]);
  });
});
