import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetProbesExcept, recordFinding } from '#platform/metrics/probe-repository.ts';
import { PageVisitor } from '#test/support/page-visitor.ts';
import { createTestPlatform, type TestPlatform, testPassword } from '#test/support/platform.ts';

const second = 1000;
const minute = 60 * second;
let platform: TestPlatform;
beforeEach(async () => {
  platform = await createTestPlatform();
});
afterEach(() => platform.close());

const ago = (milliseconds: number) => new Date(platform.clock.now().getTime() - milliseconds).toISOString();
function inTransaction(work: Parameters<ReturnType<TestPlatform['deps']['database']['transaction']>['execute']>[0]) {
  return platform.deps.database.transaction().execute(work);
}

/** Looks every half minute for some minutes, and finds the same each time. */
async function look(service: string, minutes: number, up = true): Promise<void> {
  for (let looks = 0; looks < minutes * 2; looks += 1) {
    const finding = { up, milliseconds: 1, detail: up ? null : 'refused', certificateExpiresAt: null };
    await inTransaction((transaction) => recordFinding(transaction, service, finding, platform.clock.now()));
    platform.clock.advance(30 * second);
  }
}

async function told(service: string, from: number, to: number): Promise<void> {
  const services = [{ name: service, downtime: true }];
  const body = { title: 'Trouble', severity: 'P1' as const, services, started_at: ago(from) };
  const { id } = await platform.call('incidents.declare', { body });
  const end = { version: 1, resolution: 'x', public: true, resolved_at: ago(to) };
  await platform.call('incidents.resolve', { params: { id }, body: end });
}

/** What each of those that show an uptime says of a service. */
async function figures(name: string) {
  // What the status page kept is old by then.
  platform.clock.advance(6 * second);
  const range = { from: ago(20 * 24 * 60 * minute), to: ago(0) };
  const one = <Item extends { name: string }>(items: readonly Item[]) => items.find((item) => item.name === name);
  const health = one((await platform.call('metrics.health')).services);
  return {
    health: health?.uptime_30d,
    uptime: one((await platform.call('metrics.uptime', { query: range })).items)?.uptime,
    summary: one((await platform.call('incidents.summary', { query: range })).services)?.uptime,
    status: one((await platform.call('status.get', {}, { as: null })).services)?.uptime,
    light: health?.light,
  };
}

async function dashboardText(): Promise<string> {
  const person = await platform.staff('ops');
  const browser = new PageVisitor(platform);
  await browser.open('/dashboard/sign-in');
  await browser.submit('/dashboard/sign-in', { email: person.email, password: testPassword, totp: '' });
  return (await browser.open('/dashboard/dashboard')).text;
}

describe('uptime', () => {
  it('is one figure wherever it is shown, from probes and incidents together', async () => {
    await look('mail', 60);
    await look('mail', 6, false);
    await look('mail', 30);
    // Six minutes that a probe saw, of which the incident knows three, and three that only the incident knows.
    await told('mail', 33 * minute, 27 * minute);
    const { health, uptime, summary, status, light } = await figures('mail');
    expect(health).toBeCloseTo(1 - 9 / 96, 2);
    expect(uptime).toBeCloseTo(health ?? 0, 9);
    expect(summary).toBeCloseTo(health ?? 0, 9);
    expect(status).toBeCloseTo(health ?? 0, 9);
    expect(light).toBe('red');
    expect(await dashboardText()).toMatch(/<bdi>Mail<\/bdi>.*>90\.6\d %<.*>90\.6\d %</);
  });

  it('is unknown of what nobody looks at and nobody told of, and never green', async () => {
    await look('database', 2);
    const nobody = { health: null, uptime: null, summary: null, status: null, light: 'none' };
    expect(await figures('ai_providers')).toEqual(nobody);
    expect(await figures('api')).toEqual(nobody);
    // Once somebody told of it, silence says something.
    await told('api', 2 * minute, minute);
    const { health, status, light } = await figures('api');
    // One minute of the two since then, and of the seconds after them.
    expect(health).toBeCloseTo(1 - 60 / 126, 6);
    expect(status).toBeCloseTo(health ?? 0, 9);
    expect(light).toBe('red');
  });

  it('keeps what was found of a service that is no longer probed, and knows nothing from then on', async () => {
    await look('shop.example.test', 10);
    await look('database', 1);
    await inTransaction((transaction) => forgetProbesExcept(transaction, ['database']));
    platform.clock.advance(60 * minute);
    const states = await platform.deps.database
      .selectFrom('probe_states')
      .select(['state', 'at'])
      .where('service', '=', 'shop.example.test')
      .orderBy('at')
      .execute();
    expect(states.map(({ state, at }) => [state, at.toISOString()])).toEqual([
      ['up', '2026-03-02T09:00:00.000Z'],
      ['unknown', '2026-03-02T09:10:00.000Z'],
    ]);
    // It is asked for by name no more, but an incident may still name it: its past is as it was.
    await told('shop.example.test', 65 * minute, 64 * minute);
    const { items } = await platform.call('metrics.uptime', { query: { from: '2026-03-02T09:00:00.000Z' } });
    const shop = items.find(({ name }) => name === 'shop.example.test');
    expect(shop?.states.map(({ state, from }) => `${state} ${from.slice(14, 19)}`)).toEqual([
      'up 00:00',
      'down 06:00',
      'up 07:00',
      'unknown 10:00',
    ]);
    expect(shop?.uptime).toBeCloseTo(0.9, 6);
  });
});
