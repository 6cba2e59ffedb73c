import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { rehearsalAccounts, seedRehearsal } from '#platform/rehearsal/seed.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await createTestPlatform();
  await seedRehearsal(platform.deps);
});
afterAll(() => platform.close());

async function countInvitations(status: 'pending' | 'used'): Promise<number> {
  const { database } = platform.deps;
  return (await database.selectFrom('invitations').select('id').where('status', '=', status).execute()).length;
}

describe('the rehearsal', () => {
  it('keeps the seats balanced: reserved is what is pending, used is who registered and stayed', async () => {
    const seats = await platform.deps.database.selectFrom('seats').selectAll().executeTakeFirstOrThrow();
    expect(seats.capacity).toBe(500);
    expect(seats.reserved).toBe(await countInvitations('pending'));
    const { total: left } = await platform.call('users.list', {
      query: { role: 'member', state: 'deleted', limit: 1 },
    });
    expect(left).toBe(1);
    expect(seats.used).toBe((await countInvitations('used')) - left);
    expect(seats.used).toBeGreaterThan(200);
    expect(seats.reserved).toBeGreaterThan(10);
  });

  it('has batches to look at and batches that wait', async () => {
    const { items } = await platform.call('batches.list', { query: { limit: 50 } });
    const statuses = items.map((batch) => batch.status);
    expect(statuses).toEqual(expect.arrayContaining(['draft', 'submitted', 'sent', 'rejected', 'cancelled']));
    const half = items.find((batch) => batch.approvals.length === 1 && batch.status === 'submitted');
    expect(half?.approvals_needed).toBe(2);
  });

  it('has an audit chain that proves itself, in the order in which things happened', async () => {
    const verdict = await verifyStoredChain(platform.deps);
    expect(verdict.ok).toBe(true);
    const entries = await platform.deps.database.selectFrom('audit_entries').select('at').orderBy('sequence').execute();
    const times = entries.map((entry) => entry.at.getTime());
    expect(times).toEqual([...times].sort((left, right) => left - right));
  });

  it('has people with a life: steps, sessions on several devices, notes, changes of tier, suspensions', async () => {
    const { items } = await platform.call('users.list', { query: { role: 'member', limit: 1000 } });
    const states = items.map((row) => row.state);
    expect(states.filter((state) => state === 'suspended')).toHaveLength(2);
    const progress = new Set(items.map((row) => row.onboarding?.steps_done));
    expect(progress).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
    const { database } = platform.deps;
    const count = async (table: 'sessions' | 'sign_ins' | 'session_anomalies' | 'user_notes' | 'tier_changes') =>
      (await database.selectFrom(table).select('id').execute()).length;
    expect(await count('sessions')).toBeGreaterThan(300);
    expect(await count('sign_ins')).toBeGreaterThan(await count('sessions'));
    expect(await count('session_anomalies')).toBeGreaterThan(10);
    expect(await count('user_notes')).toBe(6);
    expect(await count('tier_changes')).toBe(4);
    const gone = items.find((row) => row.state === 'suspended');
    const params = { id: gone?.id ?? '' };
    expect((await platform.call('users.story', { params })).counts.sessions_live).toBe(0);
    const { items: told } = await platform.call('users.timeline', { params, query: { limit: 1000 } });
    const suspension = told.findIndex((event) => event.kind === 'suspended');
    expect(suspension).toBeGreaterThanOrEqual(0);
    expect(told.slice(0, suspension).map((event) => event.kind)).not.toContain('signed_in');
  });

  it('saw its members last in one of their sessions', async () => {
    const { rows } = await sql<{ seen: Date; session: Date }>`
      select users.last_seen_at as seen, max(sessions.last_seen_at) as session
      from users join sessions on sessions.user_id = users.id where role = 'member' group by users.id`.execute(
      platform.deps.database,
    );
    expect(rows.length).toBeGreaterThan(200);
    expect(rows.filter(({ seen, session }) => seen.getTime() !== session.getTime())).toEqual([]);
  });

  it('had a mail server in its story, and has none for what its visitor does', async () => {
    const { database } = platform.deps;
    const { rows } = await sql<{ delivery: string; transport: string }>`
      select distinct delivery, transport from invitations
      join outbox_mails on outbox_mails.invitation_id = invitations.id order by delivery`.execute(database);
    expect(rows).toEqual([
      { delivery: 'bounced', transport: 'smtp' },
      { delivery: 'sent', transport: 'smtp' },
    ]);
    const kept = database.selectFrom('outbox_mails').select('id').where('transport', '=', 'outbox');
    expect(await kept.execute()).toEqual([]);
    const body = { email: 'visitor@rehearsal.example', tier: 'standard' } as const;
    expect(await platform.call('invitations.generate', { body })).toMatchObject({ delivery: 'kept' });
  });

  it('has cohorts, and a nudge that went out', async () => {
    const { items: cohorts } = await platform.call('cohorts.list', { query: {} });
    expect(cohorts.map(({ name }) => name)).toEqual([
      'Stopped before their first API key',
      'Did everything but the feedback',
    ]);
    const { items: nudges } = await platform.call('nudges.list', { query: {} });
    expect(nudges).toMatchObject([{ state: 'sent', cohort: { id: cohorts[0]?.id } }]);
    const counts = nudges[0]?.counts;
    expect(counts?.sent).toBeGreaterThan(5);
    expect(counts?.left_out).toBeGreaterThan(0);
    expect((counts?.sent ?? 0) + (counts?.left_out ?? 0)).toBe(cohorts[0]?.members);
  });

  it('has members who use the product, and errors that they met', async () => {
    const { database } = platform.deps;
    const { rows } = await sql<{ people: number; cost: number; calls: number }>`
      select count(distinct user_id) as people, sum(cost_usd_micros) as cost, sum(calls) as calls from usage_days`.execute(
      database,
    );
    expect(rows[0]?.people).toBeGreaterThan(200);
    expect(rows[0]?.cost).toBeGreaterThan(100_000_000);
    const busiest = await sql<{ user_id: string }>`
      select user_id from user_errors group by user_id order by count(*) desc, user_id limit 1`.execute(database);
    const params = { id: busiest.rows[0]?.user_id ?? '' };
    const usage = await platform.call('users.usage', { params, query: { days: 40 } });
    expect(usage.models.calls).toBe(usage.days.reduce((sum, { calls }) => sum + calls, 0));
    expect(usage.requests.count).toBeGreaterThan(usage.models.calls);
    const { user } = await platform.call('users.story', { params });
    expect(usage.last_reported_at && user.last_seen_at && usage.last_reported_at <= user.last_seen_at).toBe(true);
    expect((await platform.call('users.errors', { params, query: {} })).total).toBeGreaterThan(1);
    const keys = await platform.call('ingest.keys.list', { query: {} });
    expect(keys.items).toMatchObject([{ name: 'Product gateway', state: 'live' }]);
  });

  it('has incidents that are over, one of each severity', async () => {
    const { items } = await platform.call('incidents.list', { query: {} });
    expect(items.map(({ severity, state, duration_seconds: took }) => [severity, state, took])).toEqual([
      ['P0', 'resolved', 7 * 60],
      ['P1', 'resolved', 180 * 60],
      ['P2', 'resolved', 168 * 60],
    ]);
    const { timeline } = await platform.call('incidents.get', { params: { id: items[0]?.id ?? '' } });
    expect(timeline.map(({ public: shown }) => shown)).toEqual([true, false, true]);
    const status = await platform.call('status.get', {}, { as: null });
    expect(status).toMatchObject({ state: 'operational', open: [] });
    expect(status.past).toHaveLength(3);
    const api = status.services.find(({ name }) => name === 'api');
    expect(api?.days.filter(({ state }) => state !== 'unknown').length).toBeGreaterThanOrEqual(30);
    // Probes and the incident tell of the same minutes.
    expect(Math.max(...(api?.days ?? []).map((day) => day.downtime_seconds))).toBe(7 * 60);
    expect(api?.uptime).toBeLessThan(1);
    expect(api?.uptime).toBeGreaterThan(0.999);
  });

  it('lets every account of every role sign in', async () => {
    for (const { email, password, role } of rehearsalAccounts()) {
      const answer = await platform.call('auth.signin', { body: { email, password } }, { as: null });
      expect(answer.user.role).toBe(role);
    }
  });

  it('is not written again at the next start', async () => {
    const before = await countInvitations('used');
    await seedRehearsal(platform.deps);
    expect(await countInvitations('used')).toBe(before);
  });
});

it('refuses a store that holds a real beta', async () => {
  const real = await createTestPlatform();
  try {
    await real.staff('admin');
    await expect(seedRehearsal(real.deps)).rejects.toThrow('holds a real beta');
  } finally {
    await real.close();
  }
});
