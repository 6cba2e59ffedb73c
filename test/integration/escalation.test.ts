import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { firingAlert } from '#test/support/firing-alert.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const body = (alertId: string) => ({
  title: 'The database is down',
  severity: 'P0' as const,
  services: [{ name: 'database', downtime: true }],
  alert_id: alertId,
});
const detail = (id: string) => platform.call('alerts.get', { params: { id } }, { as: 'support' });

it('an alert that is escalated knows its incident, its history says so, and both are in the audit log', async () => {
  const id = await firingAlert(platform);
  expect((await detail(id)).incident).toBeNull();
  const ops = await platform.staff('ops', { fullName: 'Ola Berg' });
  const incident = await platform.call('incidents.declare', { body: body(id) }, { as: ops });
  expect(incident.alert_id).toBe(id);
  const alert = await detail(id);
  expect(alert.incident).toEqual({ id: incident.id, title: incident.title, state: 'declared' });
  expect(alert.state).toBe('firing');
  expect(alert.history.map(({ kind, by, comment }) => [kind, by.name, comment])).toEqual([
    ['escalated', 'Ola Berg', 'The database is down'],
    ['fired', 'Gatehouse', ''],
  ]);
  const { items } = await platform.call('alerts.list', { query: {} });
  expect(items.find((one) => one.id === id)?.incident?.id).toBe(incident.id);
  const audited = await platform.call('audit.list', { query: { subject_type: 'alert', subject_id: id } });
  expect(audited.items).toMatchObject([
    { action: 'alert.escalated', actor: { id: ops.id }, details: { incident_id: incident.id } },
  ]);
});

it('of one alert one incident is open at a time, whoever is faster', async () => {
  const id = await firingAlert(platform, 'api');
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => platform.attempt('incidents.declare', { body: body(id) }, { as: 'ops' })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  const refused = answers.find(({ problem }) => problem)?.problem;
  expect(refused).toMatchObject({ kind: 'state_conflict' });
  expect(refused?.detail).toContain('The database is down');
  expect((await detail(id)).history.filter(({ kind }) => kind === 'escalated')).toHaveLength(1);

  // Once it is over, new trouble is a new incident, and the open one stands before the old.
  const first = answers.find(({ body: made }) => made)?.body?.id ?? '';
  await platform.call('incidents.resolve', {
    params: { id: first },
    body: { version: 1, resolution: 'Restarted it', public: false },
  });
  expect((await detail(id)).incident).toMatchObject({ id: first, state: 'resolved' });
  const second = await platform.call('incidents.declare', { body: { ...body(id), title: 'Down again' } });
  expect((await detail(id)).incident).toEqual({ id: second.id, title: 'Down again', state: 'declared' });
  const { items } = await platform.call('incidents.list', { query: { alert_id: id } });
  expect(items).toHaveLength(2);
});

it('only an alert that there is can be escalated, by who may declare', async () => {
  const none = await platform.attempt('incidents.declare', { body: body(randomUUID()) });
  expect(none.problem).toMatchObject({ kind: 'validation', errors: [{ path: 'alert_id' }] });
  const id = await firingAlert(platform, 'mail');
  expect((await platform.attempt('incidents.declare', { body: body(id) }, { as: 'support' })).status).toBe(403);
  expect((await detail(id)).incident).toBeNull();
});

it('further alerts join an incident that is open, each once, and all know it', async () => {
  const [first, second, third] = [
    await firingAlert(platform, 'one of many'),
    await firingAlert(platform, 'another of many'),
    await firingAlert(platform, 'the third of many'),
  ];
  const declared = await platform.call('incidents.declare', { body: body(first) });
  const ops = await platform.staff('ops', { fullName: 'Kim Vu' });
  const add = (alertId: string, id = declared.id) =>
    platform.attempt('incidents.alerts.add', { params: { id }, body: { alert_id: alertId } }, { as: ops });

  platform.clock.advance(60_000);
  expect((await Promise.all([add(second), add(second), add(third)])).map(({ status }) => status)).toEqual([
    200, 200, 200,
  ]);
  const incident = await platform.call('incidents.get', { params: { id: declared.id } });
  expect(incident).toMatchObject({ alert_id: first, version: declared.version });
  expect(incident.alerts[0]).toMatchObject({ id: first, alert: { label: 'one of many', state: 'firing' } });
  expect(new Set(incident.alerts.map(({ id }) => id))).toEqual(new Set([first, second, third]));
  expect(incident.alerts).toHaveLength(3);
  expect(incident.alerts[1]?.added_by).toMatchObject({ name: 'Kim Vu' });

  for (const id of [first, second, third]) {
    const alert = await detail(id);
    expect(alert.incident).toMatchObject({ id: declared.id });
    expect(alert.history.filter(({ kind }) => kind === 'escalated')).toHaveLength(1);
    expect((await platform.call('incidents.list', { query: { alert_id: id } })).items).toMatchObject([
      { id: declared.id },
    ]);
  }
  const audited = async (id: string) =>
    (await platform.call('audit.list', { query: { subject_id: id, sort: 'sequence' } })).items.map(
      ({ action }) => action,
    );
  expect(await audited(second)).toEqual(['alert.escalated']);
  expect((await audited(declared.id)).sort()).toEqual([
    'incident.alert_added',
    'incident.alert_added',
    'incident.declared',
  ]);

  // What belongs to an open incident belongs to no other, and what is over takes nothing in.
  const other = await platform.call('incidents.declare', {
    body: { ...body(await firingAlert(platform, 'elsewhere')), title: 'Something else' },
  });
  expect((await add(second, other.id)).problem).toMatchObject({ kind: 'state_conflict' });
  await platform.call('incidents.resolve', {
    params: { id: declared.id },
    body: { version: declared.version, resolution: 'Restarted it', public: false },
  });
  expect((await add(await firingAlert(platform, 'too late'))).problem).toMatchObject({ kind: 'state_conflict' });
  expect((await add(second)).status).toBe(200);
  expect((await add(second, other.id)).status).toBe(200);
  expect((await detail(second)).incident).toMatchObject({ id: other.id });
  // An alert that is kept no longer still counts as one of them.
  await platform.deps.database.deleteFrom('alerts').where('id', '=', third).execute();
  const after = await platform.call('incidents.get', { params: { id: declared.id } });
  expect(after.alerts.find(({ id }) => id === third)).toMatchObject({ alert: null, added_by: { name: 'Kim Vu' } });
});

it('only what there is joins an incident, by who may', async () => {
  const id = await firingAlert(platform, 'joining');
  const incident = await platform.call('incidents.declare', {
    body: { ...body(await firingAlert(platform, 'joined')) },
  });
  const attempt = (incidentId: string, alertId: string, as: 'ops' | 'support') =>
    platform.attempt('incidents.alerts.add', { params: { id: incidentId }, body: { alert_id: alertId } }, { as });
  expect((await attempt(randomUUID(), id, 'ops')).status).toBe(404);
  expect((await attempt(incident.id, randomUUID(), 'ops')).problem).toMatchObject({
    kind: 'validation',
    errors: [{ path: 'alert_id' }],
  });
  expect((await attempt(incident.id, id, 'support')).status).toBe(403);
  expect((await detail(id)).incident).toBeNull();
});
