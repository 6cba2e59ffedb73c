import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '#contract/operations.ts';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { firingAlert } from '#test/support/firing-alert.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const minute = 60_000;
const hour = 60 * minute;
type Body = InputOf<'incidents.declare'>['body'];
const apiDown = [{ name: 'api', downtime: true }];
const declare = (more: Partial<Body> = {}) =>
  platform.call(
    'incidents.declare',
    { body: { title: 'API is down', severity: 'P0', services: apiDown, ...more } },
    { as: 'ops' },
  );
const get = (id: string) => platform.call('incidents.get', { params: { id } }, { as: 'support' });
const post = (id: string, body: InputOf<'incidents.updates.create'>['body']) =>
  platform.attempt('incidents.updates.create', { params: { id }, body }, { as: 'ops' });
const change = (id: string, body: InputOf<'incidents.update'>['body']) =>
  platform.attempt('incidents.update', { params: { id }, body }, { as: 'ops' });
const resolve = (id: string, version: number, more: Partial<InputOf<'incidents.resolve'>['body']> = {}) =>
  platform.attempt(
    'incidents.resolve',
    { params: { id }, body: { version, resolution: 'Started it again', public: true, ...more } },
    { as: 'ops' },
  );
const reopen = (id: string, version: number) =>
  platform.attempt('incidents.reopen', { params: { id }, body: { version, text: 'Not over', public: true } });
const audited = async (id: string) =>
  (await platform.call('audit.list', { query: { subject_type: 'incident', subject_id: id } })).items.map(
    ({ action, actor }) => [action, actor.role],
  );
const ago = (milliseconds: number) => new Date(platform.clock.now().getTime() - milliseconds).toISOString();

describe('an incident', () => {
  it('lives from declared to resolved, and tells the whole story', async () => {
    const declared = await declare({
      started_at: ago(10 * minute),
      impact: 'Nobody can sign in',
      text: 'Looking',
      text_public: true,
    });
    expect(declared).toMatchObject({
      version: 1,
      state: 'declared',
      severity: 'P0',
      services: apiDown,
      public: true,
      duration_seconds: 600,
      first_response_seconds: null,
      resolved_at: null,
      impact: 'Nobody can sign in',
      cause: null,
      declared_by: { role: 'ops' },
    });
    platform.clock.advance(5 * minute);
    const { id } = declared;
    const moved = await post(id, { state: 'investigating', version: 1, public: false, text: 'Disk full?' });
    expect(moved.status).toBe(201);
    expect(moved.body).toMatchObject({ version: 2, state: 'investigating', first_response_seconds: 900 });
    platform.clock.advance(5 * minute);
    // Words alone change no version, so that nobody's form becomes old by them.
    expect((await post(id, { text: 'Half way', public: true })).body).toMatchObject({ version: 2 });
    platform.clock.advance(5 * minute);
    const ended = await resolve(id, 2, { cause: 'A full disk', text: 'It is over' });
    expect(ended.body).toMatchObject({
      version: 3,
      state: 'resolved',
      resolution: 'Started it again',
      cause: 'A full disk',
      duration_seconds: 25 * 60,
    });
    platform.clock.advance(hour);
    const read = await get(id);
    expect(read.duration_seconds).toBe(25 * 60);
    expect(read.timeline.map(({ kind, state, public: shown, text }) => [kind, state, shown, text])).toEqual([
      ['declared', 'declared', true, 'Looking'],
      ['state', 'investigating', false, 'Disk full?'],
      ['update', 'investigating', true, 'Half way'],
      ['resolved', 'resolved', true, 'It is over'],
    ]);
    expect(await audited(id)).toEqual([
      ['incident.resolved', 'ops'],
      ['incident.update_posted', 'ops'],
      ['incident.state_changed', 'ops'],
      ['incident.declared', 'ops'],
    ]);
    expect((await verifyStoredChain(platform.deps)).ok).toBe(true);
  });

  it('is reopened, and then lasts on', async () => {
    const { id } = await declare();
    platform.clock.advance(10 * minute);
    await resolve(id, 1);
    expect((await resolve(id, 2)).problem?.kind).toBe('state_conflict');
    expect((await post(id, { state: 'monitoring', version: 2, public: true })).problem?.kind).toBe('state_conflict');
    platform.clock.advance(10 * minute);
    const again = await reopen(id, 2);
    expect(again.body).toMatchObject({ state: 'investigating', version: 3, resolved_at: null, duration_seconds: 1200 });
    expect((await reopen(id, 3)).problem?.kind).toBe('state_conflict');
    await resolve(id, 3);
  });

  it('is ended at the time that it ended, not when somebody said so', async () => {
    const { id } = await declare({ started_at: ago(2 * hour) });
    expect((await resolve(id, 1, { resolved_at: ago(3 * hour) })).problem?.kind).toBe('validation');
    expect((await resolve(id, 1, { resolved_at: ago(-minute) })).problem?.kind).toBe('validation');
    const ended = await resolve(id, 1, { resolved_at: ago(90 * minute) });
    // Written down after the fact: answered within the time that it lasted.
    expect(ended.body).toMatchObject({ duration_seconds: 1800, first_response_seconds: 1800 });
    const later = await change(id, { version: 2, resolved_at: ago(hour), cause: 'Known now' });
    expect(later.body).toMatchObject({ version: 3, duration_seconds: 3600, cause: 'Known now' });
    expect((await change(id, { version: 3, started_at: ago(30 * minute) })).problem?.errors?.[0]?.path).toBe(
      'resolved_at',
    );
    expect((await change(id, { version: 3, resolution: ' ' })).problem?.errors?.[0]?.path).toBe('resolution');
  });

  it('refuses what can’t be, and keeps what was', async () => {
    const attempt = (more: Partial<Body>) =>
      platform.attempt('incidents.declare', { body: { title: 'x', severity: 'P1', services: apiDown, ...more } });
    for (const [path, more] of [
      ['started_at', { started_at: ago(-minute) }],
      ['started_at', { started_at: ago(401 * 24 * hour) }],
      ['services', { services: [...apiDown, { name: ' API ', downtime: false }] }],
      ['services', { services: [] }],
      ['title', { title: ' ' }],
      ['text_public', { public: false, text: 'x', text_public: true }],
    ] as const) {
      const { problem } = await attempt(more as Partial<Body>);
      expect([problem?.kind, problem?.errors?.[0]?.path.replace('body.', '')]).toEqual(['validation', path]);
    }
    const { id } = await declare({ public: false });
    expect((await post(id, { text: 'x', public: true })).problem?.kind).toBe('state_conflict');
    expect((await post(id, { text: ' ', public: false })).problem?.kind).toBe('validation');
    expect((await post(id, { state: 'monitoring', public: false })).problem?.kind).toBe('conflict');
    expect((await change(id, { version: 1, resolved_at: ago(0) })).problem?.kind).toBe('state_conflict');
    expect(await get(id)).toMatchObject({ version: 1, state: 'declared', timeline: [{ kind: 'declared' }] });
    expect(await audited(id)).toHaveLength(1);
    await resolve(id, 1, { public: false });
  });

  it('changes what is given, once, and says so in the audit log', async () => {
    const { id } = await declare({ impact: 'Some' });
    const changed = await change(id, { version: 1, severity: 'P2', impact: '', title: 'Renamed' });
    expect(changed.body).toMatchObject({ version: 2, severity: 'P2', impact: null, title: 'Renamed' });
    // The same once more is no change.
    expect((await change(id, { version: 2, severity: 'P2' })).body?.version).toBe(2);
    const { items } = await platform.call('audit.list', { query: { action: 'incident.updated', subject_id: id } });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      subject_name: 'Renamed',
      details: { fields: ['title', 'severity', 'impact'], before: { severity: 'P0' }, after: { severity: 'P2' } },
      personal: { before: { title: 'API is down', impact: 'Some' }, after: { title: 'Renamed', impact: null } },
    });
    await resolve(id, 2);
  });

  it('is declared once however often it is sent', async () => {
    const body: Body = { title: 'Sent twice', severity: 'P1', services: apiDown };
    const headers = { 'idempotency-key': 'declare-1' };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => platform.attempt('incidents.declare', { body }, { headers })),
    );
    expect(new Set(answers.map((answer) => answer.body?.id)).size).toBe(1);
    const { items } = await platform.call('incidents.list', { query: { q: 'sent TWICE' } });
    expect(items).toHaveLength(1);
    await resolve(items[0]?.id ?? '', 1);
  });
});

describe('two people at once', () => {
  it('one wins, the other is told, and nothing is half done', async () => {
    const { id } = await declare();
    const answers = await Promise.all([
      change(id, { version: 1, severity: 'P1' }),
      change(id, { version: 1, severity: 'P2' }),
      post(id, { state: 'identified', version: 1, public: true }),
      resolve(id, 1),
    ]);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status < 300)).toHaveLength(1);
    for (const { problem } of answers) {
      if (problem) expect(['conflict', 'state_conflict']).toContain(problem.kind);
    }
    const read = await get(id);
    expect(read.version).toBe(2);
    expect(await audited(id)).toHaveLength(2);
    if (read.state !== 'resolved') await resolve(id, 2);
  });

  it('both are heard where they only say something', async () => {
    const { id } = await declare();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => post(id, { text: `word ${index}`, public: false })),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201]);
    expect((await get(id)).timeline.map(({ text }) => text).sort()).toEqual(
      ['', ...Array.from({ length: 6 }, (_, index) => `word ${index}`)].sort(),
    );
    await resolve(id, 1);
  });
});

describe('the list', () => {
  it('is narrowed by state, severity, service, words and range', async () => {
    const alertId = await firingAlert(platform);
    const { id } = await declare({
      title: 'Search is 100% odd_',
      severity: 'P2',
      services: [{ name: 'Vector Search', downtime: false }],
      alert_id: alertId,
      started_at: ago(48 * hour),
    });
    const found = async (query: InputOf<'incidents.list'>['query']) =>
      (await platform.call('incidents.list', { query }, { as: 'support' })).items.map((incident) => incident.id);
    expect(await found({ state: 'open' })).toEqual([id]);
    expect(await found({ state: 'declared' })).toEqual([id]);
    expect(await found({ alert_id: alertId })).toEqual([id]);
    expect(await found({ service: 'vector SEARCH' })).toEqual([id]);
    expect(await found({ q: '100% odd_' })).toEqual([id]);
    expect(await found({ q: '100_ odd%' })).toEqual([]);
    expect(await found({ severity: 'P2', state: 'resolved', q: 'Search' })).toEqual([]);
    expect(await found({ from: ago(72 * hour), to: ago(49 * hour) })).toEqual([]);
    expect(await found({ from: ago(72 * hour), to: ago(47 * hour) })).toEqual([id]);
    const wrong = await platform.attempt('incidents.list', { query: { from: ago(0), to: ago(hour) } });
    expect(wrong.problem?.kind).toBe('validation');
    await resolve(id, 1);
    const newestFirst = await platform.call('incidents.list', { query: { limit: 2 } });
    const next = await platform.call('incidents.list', { query: { limit: 2, cursor: newestFirst.next_cursor ?? '' } });
    expect(new Set([...newestFirst.items, ...next.items].map((incident) => incident.id)).size).toBe(4);
  });
});

describe('figures', () => {
  it('count a minute once, and times against their targets', async () => {
    const apart = await createTestPlatform();
    try {
      const at = (hours: number) => new Date(apart.clock.now().getTime() - hours * hour).toISOString();
      const past = async (from: number, to: number | null, more: Partial<Body> = {}) => {
        const body: Body = { title: 'x', severity: 'P0', services: apiDown, started_at: at(from), ...more };
        const { id } = await apart.call('incidents.declare', { body });
        if (to === null) return;
        const end = { version: 1, resolution: 'x', public: true, resolved_at: at(to) };
        await apart.call('incidents.resolve', { params: { id }, body: end });
      };
      // Nothing is known yet: no figure, rather than a good one.
      const empty = await apart.call('incidents.summary', { query: { from: at(100), to: at(0) } });
      expect(empty.services.map(({ uptime }) => uptime)).toEqual([null, null, null, null]);
      expect(empty.severities[0]).toMatchObject({ severity: 'P0', incidents: 0, mean_seconds: null, late: 0 });

      await past(100, 99);
      await past(50, 47);
      await past(48, 46);
      await past(10, null, { severity: 'P1', services: [{ name: 'mail', downtime: false }] });
      const summary = await apart.call('incidents.summary', { query: { from: at(100), to: at(0) } }, { as: 'support' });
      expect(summary.open).toBe(1);
      expect(summary.severities).toEqual([
        { severity: 'P0', incidents: 3, resolved: 3, mean_seconds: 7200, target_seconds: 7200, late: 1 },
        { severity: 'P1', incidents: 1, resolved: 0, mean_seconds: null, target_seconds: 86_400, late: 0 },
        { severity: 'P2', incidents: 0, resolved: 0, mean_seconds: null, target_seconds: 432_000, late: 0 },
      ]);
      expect(summary.first_response).toMatchObject({ incidents: 4, responded: 3, mean_seconds: 7200, late: 2 });
      const [api, , mail, models] = summary.services;
      expect(api).toMatchObject({ name: 'api', downtime_seconds: 5 * 3600, incidents: 3, target: 0.999 });
      expect(api?.uptime).toBeCloseTo(0.95, 6);
      expect(mail).toMatchObject({ name: 'mail', uptime: 1, downtime_seconds: 0, incidents: 1 });
      expect(models).toMatchObject({ name: 'ai_providers', target: 0.99 });
      const middle = await apart.call('incidents.summary', { query: { from: at(48.5), to: at(46.5) } });
      expect(middle.services[0]).toMatchObject({ downtime_seconds: 2 * 3600, uptime: 0, incidents: 2 });
    } finally {
      await apart.close();
    }
  });
});
