import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kindsFor } from '#platform/metrics/annotation-service.ts';
import { noteDeployment } from '#platform/metrics/deployment-repository.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeEach(async () => {
  platform = await createTestPlatform();
});
afterEach(() => platform.close());

const minute = 60_000;
/** The clock of the tests stands at 09:00. */
const at = (minutes: number) => new Date(platform.clock.now().getTime() + minutes * minute);

async function annotations(from: number, to: number) {
  const query = { from: at(from).toISOString(), to: at(to).toISOString() };
  return platform.call('metrics.annotations', { query }, { as: 'support' });
}
const titles = async (from: number, to: number) => (await annotations(from, to)).items.map(({ title }) => title);

const declare = (title: string, started: number) =>
  platform.call('incidents.declare', {
    body: {
      title,
      severity: 'P1',
      services: [{ name: 'api', downtime: true }],
      started_at: at(started).toISOString(),
      public: false,
      text: 'It is slow.',
    },
  });

async function insertAlerts(count: number, opened: number, resolved: number | null) {
  const { id: rule } = await platform.deps.database
    .selectFrom('alert_rules')
    .select('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  const rows = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    rule_id: rule,
    label: `series ${index}`,
    state: resolved === null ? ('firing' as const) : ('resolved' as const),
    severity: 'critical' as const,
    summary: `CPU ${index} is at 97 %`,
    value: 0.97,
    grouped: 0,
    opened_at: new Date(at(opened).getTime() + index * 10),
    fired_at: at(opened),
    resolved_at: resolved === null ? null : at(resolved),
    reopened: 0,
  }));
  await platform.deps.database
    .insertInto('alerts')
    .values(rows as never)
    .execute();
}

async function sendBatch(name: string) {
  const csv = 'email,tier\nada@example.com,standard\ngrace@example.com,premium\n';
  const { id } = await platform.call('batches.create', { body: { name, csv } }, { as: 'ops' });
  const { plan_hash } = await platform.call('batches.submit', { params: { id } }, { as: 'ops' });
  await platform.call('batches.approve', { params: { id }, body: { plan_hash } });
  platform.clock.advance(2 * minute);
  await platform.runJobs();
  return id;
}

describe('what happened over a range', () => {
  it('tells of incidents as long as they lasted', async () => {
    const { id, version } = await declare('Sign-in is slow', -30);
    expect(await annotations(-60, 0)).toMatchObject({
      items: [
        { kind: 'incident', id, title: 'Sign-in is slow', severity: 'P1', to: null, from: at(-30).toISOString() },
      ],
      incomplete: [],
    });
    await platform.call('incidents.resolve', {
      params: { id },
      body: { version, resolution: 'Restarted.', resolved_at: at(-10).toISOString(), public: false },
    });
    expect((await annotations(-60, 0)).items).toMatchObject([{ to: at(-10).toISOString() }]);
    expect(await titles(-20, 0)).toEqual(['Sign-in is slow']);
    expect(await titles(-9, 0)).toEqual([]);
    expect(await titles(-60, -31)).toEqual([]);
  });

  it('tells of alerts while they fire', async () => {
    await insertAlerts(1, -20, null);
    expect((await annotations(-10, 0)).items).toMatchObject([
      { kind: 'alert', title: 'CPU 0 is at 97 %', severity: 'critical', to: null, invitations: null },
    ]);
    expect(await titles(-60, -21)).toEqual([]);
  });

  it('tells of batches while they are sent, and of none that is not', async () => {
    await platform.call('batches.create', { body: { name: 'A draft', rows: [{ email: 'x@example.com' }] } });
    const id = await sendBatch('Wave 1');
    platform.clock.advance(minute);
    const { items } = await annotations(-60, 0);
    expect(items).toMatchObject([{ kind: 'batch', id, title: 'Wave 1', invitations: 2, severity: null, by: null }]);
    expect(items[0]?.to).not.toBeNull();
  });

  it('tells of a version once, by whoever put it into use first', async () => {
    const { database } = platform.deps;
    const note = (version: string, minutes: number, node: string, by: string | null) =>
      noteDeployment(database, { version, at: at(minutes), node, by });
    expect(await note('1.0.0', -50, 'a', 'Ada')).toBe(true);
    const both = await Promise.all([note('1.1.0', -10, 'a', null), note('1.1.0', -10, 'b', null)]);
    expect([...both].sort()).toEqual([false, true]);
    expect(await note('1.0.0', -5, 'a', 'Grace')).toBe(false);
    expect((await annotations(-60, 0)).items).toMatchObject([
      { kind: 'deployment', title: '1.0.0', by: 'Ada', from: at(-50).toISOString(), to: at(-50).toISOString() },
      { kind: 'deployment', title: '1.1.0', by: null },
    ]);
  });

  it('keeps the newest of very many, and says of which kinds there were more', async () => {
    await declare('Before all that', -50);
    await insertAlerts(260, -40, -1);
    const { items, incomplete } = await annotations(-60, 0);
    expect(incomplete).toEqual(['alert']);
    expect(items).toHaveLength(201);
    expect(items.map(({ title }) => title)).toContain('CPU 259 is at 97 %');
    const starts = items.map(({ from }) => from);
    expect(starts).toEqual([...starts].sort());
  });

  it('refuses ranges that end before they begin, or are longer than anything is kept', async () => {
    await expect(annotations(0, -10)).rejects.toMatchObject({ kind: 'validation' });
    await expect(annotations(-500 * 1440, 0)).rejects.toMatchObject({ kind: 'validation' });
  });

  it('shows nobody what its list would not', async () => {
    expect(kindsFor('support')).toEqual(['incident', 'alert', 'batch', 'deployment']);
    expect(kindsFor('member')).toEqual([]);
  });
});
