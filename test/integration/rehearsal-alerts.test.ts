import { afterAll, beforeAll, expect, it } from 'vitest';
import { alertJob } from '#platform/alerts/evaluate.ts';
import { runLocked } from '#platform/jobs/runner.ts';
import { escalateAlerts } from '#platform/rehearsal/escalated-alerts.ts';
import { goOnWithProduct, layOutNext, owePieces, writeOwedAlerts } from '#platform/rehearsal/metrics-job.ts';
import { writeRehearsalProbes } from '#platform/rehearsal/write-metrics.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

const hour = 3_600_000;
let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
  const now = platform.clock.now();
  await platform.deps.database.transaction().execute(async (transaction) => {
    await writeRehearsalProbes(transaction, now);
    await owePieces(transaction, now);
  });
});
afterAll(() => platform.close());

const list = (query: { state?: 'open' | 'resolved'; q?: string } = {}) =>
  platform.call('alerts.list', { query: { limit: 1000, ...query } }, { as: 'support' });

it('the alerts of the rehearsal come once its month is laid out, and only once', async () => {
  await writeOwedAlerts(platform.deps);
  expect((await list()).total).toBe(0);
  while (await layOutNext(platform.deps));
  await writeOwedAlerts(platform.deps);
  const { total } = await list();
  expect(total).toBeGreaterThan(5);
  expect(total).toBeLessThan(200);
  await writeOwedAlerts(platform.deps);
  expect((await list()).total).toBe(total);
});

it('they are what its measurements show: an evening of trouble, and a chat that is slow now', async () => {
  const troubleFrom = Math.floor((platform.clock.now().getTime() - 4 * 24 * hour) / hour) * hour;
  const { items } = await list({ state: 'resolved', q: 'Response time over 500 ms' });
  expect(items).toHaveLength(1);
  const at = Date.parse(items[0]?.fired_at ?? '');
  expect(at).toBeGreaterThanOrEqual(troubleFrom);
  expect(at).toBeLessThanOrEqual(troubleFrom + 3 * hour);
  const open = (await list({ state: 'open' })).items;
  expect(open).toMatchObject([{ label: 'POST /api/chat/stream', state: 'firing', severity: 'warning' }]);
  const { history } = await platform.call('alerts.get', { params: { id: open[0]?.id ?? '' } });
  expect(history.at(-1)).toMatchObject({ kind: 'fired', by: { name: 'Gatehouse' } });
});

it('what fires goes on by what the product reports while the rehearsal is open, and is over in the end', async () => {
  const [alert] = (await list({ state: 'open' })).items;
  const go = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) {
      platform.clock.advance(60_000);
      await goOnWithProduct(platform.deps);
      await runLocked(platform.deps, alertJob);
    }
  };
  await go(10);
  expect((await list({ state: 'open' })).items).toMatchObject([
    { id: alert?.id, state: 'firing', no_data_since: null },
  ]);
  // Into the night, when also a usual day is quick.
  platform.clock.advance(18 * hour);
  await go(20);
  expect((await list({ state: 'open' })).items).toEqual([]);
});

it('a backtest of a rule is held against its incidents', async () => {
  const { items } = await platform.call('alerts.rules.list', { query: { limit: 100 } });
  const rule = items.find(({ name }) => name === 'Response time over 500 ms');
  if (!rule) throw new Error('Every store has this rule.');
  const { id: _id, sentence: _s, built_in: _b, open_alerts: _o, version: _v, ...rest } = rule;
  const { created_at: _c, created_by: _d, updated_at: _u, updated_by: _w, ...input } = rest;
  const to = platform.clock.now();
  const from = new Date(to.getTime() - 30 * 24 * hour).toISOString();
  const told = await platform.call('alerts.rules.backtest', { body: { rule: input, from, to: to.toISOString() } });
  expect(told).toMatchObject({ alerts: 1, step_seconds: 3600, incidents: { recall: { n: 0 }, precision: { n: 1 } } });
});

it('the incident of the evening of trouble has the alerts that fired with it, what it is about first', async () => {
  const from = new Date(Math.floor((platform.clock.now().getTime() - 4 * 24 * hour) / hour) * hour - 19 * hour);
  const [slow] = (await list({ state: 'resolved', q: 'Response time over 500 ms' })).items;
  const declared = await platform.call('incidents.declare', {
    body: {
      title: 'Sign-in and lists were slow',
      severity: 'P1',
      services: [{ name: 'api', downtime: false }],
      started_at: from.toISOString(),
    },
  });
  const { id } = declared;
  await platform.call('incidents.resolve', {
    params: { id },
    body: { version: declared.version, resolution: 'Ran ANALYZE', public: false },
  });
  const escalate = () => platform.deps.database.transaction().execute(escalateAlerts);
  await escalate();
  const { alerts } = await platform.call('incidents.get', { params: { id } });
  expect(alerts.length).toBeGreaterThan(1);
  expect(alerts[0]).toMatchObject({ id: slow?.id, alert: { rule: 'Response time over 500 ms', state: 'resolved' } });
  const { history, incident } = await platform.call('alerts.get', { params: { id: slow?.id ?? '' } });
  expect(incident).toMatchObject({ id });
  expect(history.some(({ kind }) => kind === 'escalated')).toBe(true);
  await escalate();
  expect((await platform.call('incidents.get', { params: { id } })).alerts).toEqual(alerts);
});
