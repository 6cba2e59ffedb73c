import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AlertRuleInput } from '#contract/alert-rules.ts';
import type { MetricName } from '#contract/metric-series.ts';
import { alertJob } from '#platform/alerts/evaluate.ts';
import { runLocked } from '#platform/jobs/runner.ts';
import { makeRule } from '#test/support/alert-rules.ts';
import { writePoint } from '#test/support/metric-points.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

/** Only the rules of a test are judged, and nothing is left of the test before. */
beforeEach(async () => {
  const { database } = platform.deps;
  await database.updateTable('alert_rules').set({ enabled: false }).execute();
  await database.deleteFrom('alert_watches').execute();
  await database.deleteFrom('alerts').execute();
  await database.deleteFrom('metric_points').execute();
  await database.deleteFrom('outbox_mails').execute();
});

/** Ten seconds pass, in which this was measured. */
async function pass(value: number | null, name: MetricName = 'cpu.share', labels: readonly string[] = ['']) {
  const at = platform.clock.now();
  if (value !== null) {
    for (const label of labels) await writePoint(platform.deps.database, { name, label, at, values: [value] });
  }
  platform.clock.advance(10_000);
}
/** Half a minute passes, as long as the window of the rules here; then all of them are judged. */
async function tick(...measured: Parameters<typeof pass>) {
  for (let index = 0; index < 3; index += 1) await pass(...measured);
  await runLocked(platform.deps, alertJob);
}
async function ticks(count: number, value: number | null) {
  for (let index = 0; index < count; index += 1) await tick(value);
}

const open = async () => (await platform.call('alerts.list', { query: { state: 'open' } })).items;
const onlyOpen = async () => {
  const items = await open();
  expect(items).toHaveLength(1);
  return items[0] as (typeof items)[number];
};
const detail = (id: string) => platform.call('alerts.get', { params: { id } }, { as: 'support' });
const kinds = async (id: string) => (await detail(id)).history.map(({ kind }) => kind).reverse();
const mails = () =>
  platform.deps.database
    .selectFrom('outbox_mails')
    .select(['recipient', 'subject'])
    .where('kind', '=', 'alert')
    .execute();

describe('an alert', () => {
  it('fires within its duration, tells ops and admins once, and resolves when it is over', async () => {
    await platform.staff('ops');
    const rule = await makeRule(platform);
    await ticks(3, 0.95);
    expect(await open()).toEqual([]);
    await tick(0.95);
    const alert = await onlyOpen();
    expect(alert).toMatchObject({
      rule: { id: rule.id, name: rule.name },
      state: 'firing',
      severity: 'critical',
      summary: 'Mean CPU is 95 %; the limit is 90 %',
      value: 0.95,
    });
    await ticks(3, 0.97);
    expect((await onlyOpen()).summary).toContain('97 %');
    const told = await mails();
    expect(new Set(told.map(({ recipient }) => recipient)).size).toBe(told.length);
    expect(told.length).toBeGreaterThanOrEqual(2);
    expect(told.every(({ subject }) => subject === `Critical: ${rule.name}`)).toBe(true);
    // Within the band of hysteresis it goes on.
    await ticks(4, 0.85);
    expect((await onlyOpen()).state).toBe('firing');
    await ticks(3, 0.5);
    expect(await open()).toEqual([]);
    expect(await kinds(alert.id)).toEqual(['fired', 'resolved']);
    expect((await detail(alert.id)).resolved_at).not.toBeNull();
  });

  it('that flaps is reopened and not another, and its mails are few', async () => {
    await makeRule(platform, { for_seconds: 0, clear_for_seconds: 0 });
    await platform.call('auth.me');
    for (let round = 0; round < 6; round += 1) {
      await tick(0.95);
      await tick(0.1);
    }
    const { items } = await platform.call('alerts.list', { query: {} });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ state: 'resolved', reopened: 5 });
    const recipients = (await mails()).map(({ recipient }) => recipient);
    expect(new Set(recipients).size).toBe(recipients.length);
    // Half an hour later it is another one.
    platform.clock.advance(31 * 60_000);
    await tick(0.95);
    expect((await platform.call('alerts.list', { query: {} })).total).toBe(2);
  });

  it('is acknowledged for a time and fires again after it', async () => {
    await makeRule(platform, { for_seconds: 0 });
    const ops = await platform.staff('ops', { fullName: 'Ola Berg' });
    await tick(0.95);
    const { id } = await onlyOpen();
    const taken = await platform.call(
      'alerts.acknowledge',
      { params: { id }, body: { comment: 'Looking at the batch job', minutes: 3 } },
      { as: ops },
    );
    expect(taken).toMatchObject({
      state: 'acknowledged',
      acknowledged: { by: { id: ops.id }, comment: 'Looking at the batch job' },
    });
    await ticks(5, 0.95);
    expect((await onlyOpen()).state).toBe('acknowledged');
    await tick(0.95);
    expect(await onlyOpen()).toMatchObject({ state: 'firing', acknowledged: null });
    expect(await kinds(id)).toEqual(['fired', 'acknowledged', 'acknowledgement_ended']);
    const audited = await platform.call('audit.list', { query: { subject_type: 'alert', subject_id: id } });
    expect(audited.items).toMatchObject([{ action: 'alert.acknowledged', actor: { id: ops.id } }]);
  });

  it('is silenced until a time, also when it comes back within it', async () => {
    await makeRule(platform, { for_seconds: 0, clear_for_seconds: 0 });
    await tick(0.95);
    const { id } = await onlyOpen();
    const body = { reason: 'Load test until noon', minutes: 60 };
    await platform.call('alerts.silence', { params: { id }, body }, { as: 'ops' });
    await tick(0.1);
    expect((await detail(id)).state).toBe('resolved');
    platform.clock.advance(40 * 60_000);
    const before = (await mails()).length;
    await tick(0.95);
    expect(await onlyOpen()).toMatchObject({ id, state: 'silenced', silenced: { comment: 'Load test until noon' } });
    expect((await mails()).length).toBe(before);
    platform.clock.advance(20 * 60_000);
    await tick(0.95);
    expect(await onlyOpen()).toMatchObject({ id, state: 'firing', silenced: null });
    expect(await kinds(id)).toEqual(['fired', 'silenced', 'resolved', 'reopened', 'silence_ended']);
  });

  it('that a person resolves too early is reopened, after its whole time', async () => {
    await makeRule(platform);
    await ticks(4, 0.95);
    const { id } = await onlyOpen();
    const resolved = await platform.call('alerts.resolve', { params: { id }, body: { comment: 'Restarted it' } });
    expect(resolved.history[0]).toMatchObject({ kind: 'resolved', comment: 'Restarted it' });
    await ticks(3, 0.95);
    expect(await open()).toEqual([]);
    await tick(0.95);
    expect(await onlyOpen()).toMatchObject({ id, reopened: 1 });
    await platform.call('alerts.resolve', { params: { id }, body: {} });
    for (const operation of ['alerts.resolve', 'alerts.acknowledge'] as const) {
      const refused = await platform.attempt(operation, { params: { id }, body: {} });
      expect(refused.problem?.kind).toBe('state_conflict');
    }
  });

  it('stays, and says so, when its series stops', async () => {
    await makeRule(platform, { for_seconds: 0 });
    await tick(0.95);
    await ticks(5, null);
    expect(await onlyOpen()).toMatchObject({ state: 'firing', value: 0.95 });
    expect((await onlyOpen()).no_data_since).not.toBeNull();
    await tick(0.95);
    expect((await onlyOpen()).no_data_since).toBeNull();
  });

  it('may be seen by support and acted on by ops and admins', async () => {
    await makeRule(platform, { for_seconds: 0 });
    await tick(0.95);
    const { id } = await onlyOpen();
    for (const operation of ['alerts.resolve', 'alerts.acknowledge'] as const) {
      const refused = await platform.attempt(operation, { params: { id }, body: {} }, { as: 'support' });
      expect(refused.status).toBe(403);
    }
    expect((await detail(id)).state).toBe('firing');
  });

  it('is judged on after the clock was put back', async () => {
    await makeRule(platform);
    await ticks(2, 0.95);
    platform.clock.advance(-3_600_000);
    await ticks(3, 0.95);
    expect(await onlyOpen()).toMatchObject({ state: 'firing' });
    platform.clock.advance(3_600_000);
  });
});

describe('a rule for each series', () => {
  it('has an alert for each that fires, and one for what is too much to show', async () => {
    const rule = await makeRule(platform, {
      metric: 'probe.up',
      label: '*',
      for_seconds: 0,
      clear_for_seconds: 0,
      condition: { kind: 'threshold', direction: 'below', value: 0.5, clear: 0.5 },
    });
    const services = Array.from({ length: 70 }, (_, index) => `service ${String(index).padStart(3, '0')}`);
    await tick(0, 'probe.up', services);
    const { items, total } = await platform.call('alerts.list', { query: { state: 'open', limit: 100 } });
    expect(total).toBe(51);
    const group = items.find(({ label }) => label === '*');
    expect(group).toMatchObject({ grouped: 20, rule: { id: rule.id } });
    // One mail for all of it.
    const told = await mails();
    expect(new Set(told.map(({ recipient }) => recipient)).size).toBe(told.length);
    // What is left of the flood gets alerts of its own, and the group is over.
    await tick(1, 'probe.up', services.slice(0, 30));
    await tick(0, 'probe.up', services.slice(30));
    await tick(1, 'probe.up', services.slice(0, 30));
    expect((await open()).some(({ label }) => label === '*')).toBe(false);
    expect((await platform.call('alerts.list', { query: { state: 'open' } })).total).toBe(40);
  });

  it('lists a flood of the past page by page', async () => {
    const rule = await makeRule(platform);
    const { database, clock } = platform.deps;
    const at = clock.now();
    for (let block = 0; block < 5; block += 1) {
      const rows = Array.from({ length: 1000 }, (_, index) => ({
        id: crypto.randomUUID(),
        rule_id: rule.id,
        label: `${block}-${index}`,
        state: 'resolved' as const,
        severity: 'info' as const,
        summary: 'x',
        opened_at: at,
        fired_at: at,
        resolved_at: at,
        value: null,
        grouped: 0,
        reopened: 0,
      }));
      await database
        .insertInto('alerts')
        .values(rows as never)
        .execute();
    }
    const page = await platform.call('alerts.list', { query: { limit: 50 } });
    expect(page.total).toBe(5000);
    const next = await platform.call('alerts.list', { query: { limit: 50, cursor: page.next_cursor ?? '' } });
    expect(next.items).toHaveLength(50);
    // Three months later they are forgotten.
    platform.clock.advance(91 * 86_400_000);
    await tick(null);
    while (await runAgain());
    expect((await platform.call('alerts.list', { query: {} })).total).toBe(0);
  });
});

async function runAgain(): Promise<boolean> {
  platform.clock.advance(10_000);
  return runLocked(platform.deps, alertJob);
}

describe('a rule', () => {
  it('is made, changed by version, switched off and deleted, each in the audit log', async () => {
    const rule = await makeRule(platform, { for_seconds: 0 });
    await tick(0.95);
    const { id: alertId } = await onlyOpen();
    const params = { id: rule.id };
    const changed = await platform.call('alerts.rules.update', { params, body: { version: 1, severity: 'warning' } });
    expect(changed).toMatchObject({ severity: 'warning', version: 2, open_alerts: 1 });
    const late = await platform.attempt('alerts.rules.update', { params, body: { version: 1, enabled: false } });
    expect(late.problem?.kind).toBe('conflict');
    const broken = await platform.attempt('alerts.rules.update', { params, body: { version: 2, statistic: 'p95' } });
    expect(broken.problem).toMatchObject({ kind: 'validation', errors: [{ path: 'statistic' }] });
    await platform.call('alerts.rules.update', { params, body: { version: 2, enabled: false } });
    expect(await open()).toEqual([]);
    expect((await detail(alertId)).history[0]).toMatchObject({
      kind: 'resolved',
      comment: 'The rule was switched off.',
    });
    await platform.call('alerts.rules.delete', { params });
    expect((await detail(alertId)).rule).toMatchObject({ name: rule.name, deleted: true });
    const { items } = await platform.call('audit.list', { query: { subject_type: 'alert_rule', subject_id: rule.id } });
    expect(items.map(({ action }) => action).reverse()).toEqual([
      'alert_rule.created',
      'alert_rule.changed',
      'alert_rule.changed',
      'alert_rule.deleted',
    ]);
    const again = await makeRule(platform, { name: rule.name.toUpperCase() });
    const twice = await platform.attempt('alerts.rules.create', {
      body: { ...ruleBody(again), name: rule.name.toLowerCase() },
    });
    expect(twice.problem?.kind).toBe('already_exists');
  });

  it('comes with the store for every target of the beta', async () => {
    const { items } = await platform.call('alerts.rules.list', { query: { limit: 100 } }, { as: 'support' });
    const builtIn = items.filter((rule) => rule.built_in).map(({ name }) => name);
    expect(builtIn).toContain('Server errors over 0.1 %');
    expect(builtIn).toContain('/api/auth/signin slower than 200 ms');
    expect(builtIn).toContain('Certificate expires within 14 days');
    expect(builtIn).toHaveLength(16);
  });

  it('is refused where it could never say anything true', async () => {
    const sound = ruleBody(await makeRule(platform));
    const wrong = [
      { statistic: 'error_share' },
      { condition: { kind: 'threshold', direction: 'above', value: 1, clear: 2 } },
      { condition: { kind: 'burn_rate', budget: 0.1, factor: 2, long_seconds: 60 } },
    ] as const;
    for (const change of wrong) {
      const body = { ...sound, name: 'Another', ...change };
      expect((await platform.attempt('alerts.rules.create', { body })).problem?.kind).toBe('validation');
    }
  });
});

function ruleBody(rule: Awaited<ReturnType<typeof makeRule>>): AlertRuleInput {
  const { name, metric, label, statistic, window_seconds, condition } = rule;
  const { for_seconds, clear_for_seconds, minimum_count, severity, enabled } = rule;
  return {
    name,
    metric,
    label,
    statistic,
    window_seconds,
    condition,
    for_seconds,
    clear_for_seconds,
    minimum_count,
    severity,
    enabled,
  };
}

describe('a backtest', () => {
  it('says of the past what would have happened live', async () => {
    const rule = ruleBody(await makeRule(platform));
    const from = platform.clock.now().toISOString();
    const measured = [...Array(6).fill(0.1), ...Array(20).fill(0.95), ...Array(12).fill(0.1)] as number[];
    for (const value of measured) {
      await pass(value);
      await runLocked(platform.deps, alertJob);
    }
    const to = platform.clock.now().toISOString();
    const lived = (await platform.call('alerts.list', { query: {} })).items;
    const { opened_at: fired, resolved_at: resolved } = lived[0] as (typeof lived)[number];
    const told = await platform.call('alerts.rules.backtest', { body: { rule, from, to } }, { as: 'ops' });
    expect(told).toMatchObject({ alerts: 1, firings_total: 1, step_seconds: 10, looks: 38 });
    // Nobody declared anything: that is not the same as having found nothing.
    expect(told.incidents).toMatchObject({ services: null, recall: { share: null, n: 0 }, precision: { n: 1 } });
    expect(told.firings).toEqual([{ label: '', from: fired, to: resolved, peak: 0.95 }]);
  });

  it('is held against the incidents of its time, public or not', async () => {
    const rule = ruleBody(await makeRule(platform));
    const from = platform.clock.now();
    for (const value of [...Array(6).fill(0.1), ...Array(20).fill(0.95), ...Array(12).fill(0.1)]) await pass(value);
    const declare = async (title: string, minutes: number, isPublic: boolean) => {
      const started = new Date(from.getTime() + minutes * 60_000).toISOString();
      const services = [{ name: 'api', downtime: false }];
      const body = { title, severity: 'P1' as const, services, public: isPublic, started_at: started };
      const { id } = await platform.call('incidents.declare', { body });
      const end = { version: 1, resolution: 'x', public: false, resolved_at: started };
      await platform.call('incidents.resolve', { params: { id }, body: end });
    };
    platform.clock.advance(3 * 3_600_000);
    await declare('While it fired', 3, false);
    await declare('Long after', 90, true);
    const to = platform.clock.now();
    const body = { rule, from: from.toISOString(), to: to.toISOString() };
    const { incidents } = await platform.call('alerts.rules.backtest', { body }, { as: 'ops' });
    expect(incidents).toMatchObject({
      tolerance_seconds: 600,
      precision: { share: 1, part: 1, n: 1, interval: { high: 1 } },
      recall: { share: 0.5, part: 1, n: 2 },
      missed: [{ title: 'Long after', severity: 'P1' }],
    });
  });

  it('refuses a range that ends before it begins, or is too long', async () => {
    const rule = ruleBody(await makeRule(platform));
    const now = platform.clock.now();
    for (const from of [now, new Date(now.getTime() - 91 * 86_400_000)]) {
      const body = { rule, from: from.toISOString(), to: now.toISOString() };
      const refused = await platform.attempt('alerts.rules.backtest', { body });
      expect(refused.problem).toMatchObject({ kind: 'validation', errors: [{ path: 'to' }] });
    }
  });
});

it('two nodes that look at once find one alert', async () => {
  await makeRule(platform, { for_seconds: 0 });
  await writePoint(platform.deps.database, { name: 'cpu.share', label: '', at: platform.clock.now(), values: [0.95] });
  platform.clock.advance(10_000);
  await Promise.all([alertJob.run(platform.deps), alertJob.run(platform.deps), runLocked(platform.deps, alertJob)]);
  expect(await kinds((await onlyOpen()).id)).toEqual(['fired']);
});
