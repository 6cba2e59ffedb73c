import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '#contract/operations.ts';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { workBulkChunk } from '#platform/users/bulk-work.ts';
import { insertManyUsers } from '#test/support/many-users.ts';
import { registerMember } from '#test/support/members.ts';
import { createTestPlatform, type Identity, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 2000 });
});
afterAll(() => platform.close());

type BulkBody = InputOf<'users.bulk'>['body'];
const bulk = (
  body: BulkBody,
  as: 'support' | 'ops' | 'admin' | Identity = 'admin',
  headers: Record<string, string> = {},
) => platform.attempt('users.bulk', { body }, { as, headers });
const rowsOf = async (id: string, query: object = {}) =>
  (await platform.call('users.bulk.rows', { params: { id }, query: { limit: 1000, ...query } })).items;
const stateOf = async (id: string) => (await platform.call('users.get', { params: { id } })).state;

describe('a bulk action on chosen people', () => {
  it('ends each row as done or refused with the reason, in the answer', async () => {
    const [ada, bob] = [await registerMember(platform), await registerMember(platform)];
    await platform.call('users.suspend', { params: { id: bob.id }, body: { reason: 'x' } });
    const unknown = randomUUID();
    const admin = await platform.staff('admin');
    const ids = [ada.id, bob.id, unknown, admin.id, ada.id];
    const { body: run } = await bulk({ action: 'suspend', selection: { ids }, reason: 'Abuse' }, admin);
    expect(run).toMatchObject({ state: 'finished', rows: 4, done: 1, refused: 3, waiting: 0 });
    const rows = await rowsOf(run?.id ?? '');
    expect(rows.map((row) => row.problem?.kind ?? row.state)).toEqual([
      'done',
      'state_conflict',
      'not_found',
      'state_conflict',
    ]);
    expect(rows[1]).toMatchObject({
      user_id: bob.id,
      email: bob.email,
      problem: { detail: expect.stringContaining('suspended already') },
    });
    expect(await stateOf(ada.id)).toBe('suspended');
    expect((await platform.attempt('auth.me', {}, { as: ada })).problem?.kind).toBe('session_revoked');
    // Retrying the refused once their trouble is gone.
    await platform.call('users.reactivate', { params: { id: bob.id } });
    const retried = await bulk({ action: 'suspend', selection: { ids: [bob.id] }, reason: 'Abuse' });
    expect(retried.body).toMatchObject({ done: 1, refused: 0 });
    const back = await bulk({ action: 'reactivate', selection: { ids: [ada.id, bob.id] }, reason: 'Cleared' }, 'ops');
    expect(back.body).toMatchObject({ done: 2 });
  });

  it('says of each refused row whether the same could be done by now', async () => {
    const admin = await platform.staff('admin');
    const [late, erased, other] = [
      await registerMember(platform),
      await registerMember(platform),
      await platform.staff('support'),
    ];
    await platform.call('users.suspend', { params: { id: late.id }, body: { reason: 'x' } });
    await platform.call('users.delete', { params: { id: erased.id }, query: {} });
    const ids = [late.id, erased.id, admin.id, randomUUID()];
    const { body: run } = await bulk({ action: 'suspend', selection: { ids }, reason: 'Abuse' }, admin);
    // For whoever reads, since they would be the one to retry.
    const retriesOf = async (id = '', as: Identity = admin) =>
      (await platform.call('users.bulk.rows', { params: { id }, query: {} }, { as })).items.map(({ retry }) => retry);
    const retries = () => retriesOf(run?.id);
    expect(await retries()).toEqual([false, false, false, false]);
    await platform.call('users.reactivate', { params: { id: late.id } });
    await platform.call('users.restore', { params: { id: erased.id } });
    expect(await retries()).toEqual([true, true, false, false]);

    const tier: BulkBody = { action: 'tier', tier: 'standard', selection: { ids: [late.id, other.id] }, reason: 'x' };
    const { body: moved } = await bulk(tier, admin);
    const ofTiers = () => retriesOf(moved?.id);
    expect(await ofTiers()).toEqual([false, false]);
    const body = { tier: 'premium' as const, expected_tier: 'standard' as const };
    await platform.call('users.tier', { params: { id: late.id }, body });
    expect(await ofTiers()).toEqual([true, false]);

    // Staff are nothing for ops, however often they ask.
    const ops: BulkBody = { action: 'suspend', selection: { ids: [other.id] }, reason: 'x' };
    const agent = await platform.staff('ops');
    const { body: refused } = await bulk(ops, agent);
    expect(await retriesOf(refused?.id, agent)).toEqual([false]);
    expect(await retriesOf(refused?.id)).toEqual([true]);
  });

  it('changes tiers and ends sessions', async () => {
    const members = [await registerMember(platform), await registerMember(platform, { tier: 'premium' })];
    const ids = members.map((member) => member.id);
    const tiers = await bulk({ action: 'tier', tier: 'premium', selection: { ids }, reason: 'Upgrade' });
    expect(tiers.body).toMatchObject({ done: 1, refused: 1, tier: 'premium' });
    const sessions = await bulk({ action: 'revoke_sessions', selection: { ids }, reason: 'Incident' }, 'support');
    expect(sessions.body).toMatchObject({ done: 2 });
    for (const member of members) expect((await platform.attempt('auth.me', {}, { as: member })).status).toBe(401);
  });

  it('is done once when the answer is lost and the same is sent again', async () => {
    const member = await registerMember(platform);
    const body: BulkBody = { action: 'tier', tier: 'enterprise', selection: { ids: [member.id] }, reason: 'x' };
    const [first, second] = [
      await bulk(body, 'admin', { 'idempotency-key': 'b1' }),
      await bulk(body, 'admin', { 'idempotency-key': 'b1' }),
    ];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body).toMatchObject({ done: 1, refused: 0 });
  });

  it('never takes the last admin, nor staff by others than admins', async () => {
    const colleague = await platform.staff('support');
    const answer = await bulk({ action: 'suspend', selection: { ids: [colleague.id] }, reason: 'x' }, 'ops');
    expect(await rowsOf(answer.body?.id ?? '')).toMatchObject([{ state: 'refused', problem: { kind: 'forbidden' } }]);
    const admins = (await platform.call('users.list', { query: { role: 'admin', limit: 1000 } })).items.map(
      (row) => row.id,
    );
    await bulk({ action: 'suspend', selection: { ids: admins }, reason: 'x' });
    const left = await platform.call('users.list', { query: { role: 'admin', state: 'active' } });
    expect(left.total).toBe(1);
  });

  it.each([
    ['suspend', 'support'],
    ['reactivate', 'support'],
    ['tier', 'support'],
    ['tier', 'ops'],
  ] as const)('%s is not for %s', async (action, role) => {
    const selection = { ids: [randomUUID()] };
    const body: BulkBody = { action, selection, reason: 'x', ...(action === 'tier' ? { tier: 'premium' } : {}) };
    expect((await bulk(body, role)).problem?.kind).toBe('forbidden');
  });

  it.each([
    ['nobody', { action: 'suspend', selection: { ids: [] }, reason: 'x' }],
    [
      '1,001 ids',
      { action: 'suspend', selection: { ids: Array.from({ length: 1001 }, () => randomUUID()) }, reason: 'x' },
    ],
    ['no reason', { action: 'suspend', selection: { ids: [randomUUID()] } }],
    ['no tier', { action: 'tier', selection: { ids: [randomUUID()] }, reason: 'x' }],
    ['a tier too many', { action: 'suspend', tier: 'premium', selection: { ids: [randomUUID()] }, reason: 'x' }],
    [
      'both kinds of selection',
      { action: 'suspend', selection: { ids: [randomUUID()], all_matching: {}, expected_count: 1 }, reason: 'x' },
    ],
    [
      'a filter that is none',
      { action: 'suspend', selection: { all_matching: { nickname: 'x' }, expected_count: 1 }, reason: 'x' },
    ],
    ['a delete', { action: 'delete', selection: { ids: [randomUUID()] }, reason: 'x' }],
  ])('refuses %s', async (_name, body) => {
    expect((await bulk(body as never)).problem?.kind).toBe('validation');
  });
});

describe('a bulk action on all that match', () => {
  beforeAll(() => insertManyUsers(platform.deps.database, 1200));

  const filters = { tier: 'standard' as const, q: 'lindberg' };
  const expected = async () => (await platform.call('users.list', { query: { ...filters, limit: 1 } })).total;

  it('is refused when others match than the list said', async () => {
    const count = (await expected()) + 1;
    const selection = { all_matching: filters, expected_count: count };
    const answer = await bulk({ action: 'suspend', selection, reason: 'x' });
    expect(answer.problem).toMatchObject({ kind: 'conflict', detail: expect.stringContaining(String(count - 1)) });
    const { total } = await platform.call('users.list', { query: { ...filters, state: 'active' } });
    expect(total).toBeGreaterThan(0);
  });

  it('goes on in chunks beside the answer, by any node, and every row is settled once', async () => {
    const role = { role: 'member' as const, q: 'example' };
    const { total } = await platform.call('users.list', { query: { ...role, limit: 1 } });
    expect(total).toBeGreaterThan(1000);
    const selection = { all_matching: role, expected_count: total };
    const { body: run } = await bulk({ action: 'suspend', selection, reason: 'Incident' });
    expect(run).toMatchObject({ state: 'running', rows: total, done: 0 });
    await workBulkChunk(platform.deps, null);
    const half = await platform.call('users.bulk.get', { params: { id: run?.id ?? '' } });
    expect(half).toMatchObject({ state: 'running', waiting: total - 200 });
    // Several nodes at once.
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (await workBulkChunk(platform.deps, run?.id ?? null));
      }),
    );
    const done = await platform.call('users.bulk.get', { params: { id: run?.id ?? '' } });
    expect(done).toMatchObject({ state: 'finished', waiting: 0 });
    expect(done.done + done.refused).toBe(total);
    const refused = await platform.call('users.bulk.rows', {
      params: { id: done.id },
      query: { state: 'refused', limit: 1 },
    });
    expect(refused.total).toBe(done.refused);
    const { total: suspended } = await platform.call('users.list', {
      query: { ...role, state: 'suspended', limit: 1 },
    });
    expect(suspended).toBe(total);
    const { rows } = await sql<{ entries: number }>`
      select count(*) as entries from audit_entries
      where action = 'user.suspended' and details ->> 'bulk_run_id' = ${done.id}`.execute(platform.deps.database);
    expect(rows[0]?.entries).toBe(done.done);
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
  });

  it('stops when whoever began it is suspended', async () => {
    const admin = await platform.staff('admin');
    const { total } = await platform.call('users.list', { query: { state: 'suspended', role: 'member', limit: 1 } });
    const selection = { all_matching: { state: 'suspended' as const, role: 'member' as const }, expected_count: total };
    const { body: run } = await bulk({ action: 'reactivate', selection, reason: 'Over' }, admin);
    await workBulkChunk(platform.deps, run?.id ?? null);
    await platform.call('users.suspend', { params: { id: admin.id }, body: { reason: 'Mistake' } });
    await platform.runJobs();
    const ended = await platform.call('users.bulk.get', { params: { id: run?.id ?? '' } });
    expect(ended).toMatchObject({ state: 'finished', done: 200, refused: total - 200 });
  });

  it('is found again by whoever began it, and by nobody else', async () => {
    const ops = await platform.staff('ops');
    const list = async (as: Identity | 'admin', query: object = {}) =>
      (await platform.call('users.bulk.list', { query }, { as })).items.map(({ id }) => id);
    expect(await list(ops)).toEqual([]);
    const member = await registerMember(platform);
    const small: BulkBody = { action: 'revoke_sessions', selection: { ids: [member.id] }, reason: 'x' };
    const { body: first } = await bulk(small, ops);
    platform.clock.advance(1000);
    const { total } = await platform.call('users.list', { query: { role: 'member', limit: 1 } });
    const large: BulkBody = {
      action: 'revoke_sessions',
      selection: { all_matching: { role: 'member' }, expected_count: total },
      reason: 'x',
    };
    const { body: second } = await bulk(large, ops);
    expect(second?.state).toBe('running');
    expect(await list(ops)).toEqual([second?.id, first?.id]);
    expect(await list(ops, { state: 'running' })).toEqual([second?.id]);
    expect(await list(ops, { state: 'finished' })).toEqual([first?.id]);
    expect(await list(ops, { limit: 1, sort: 'created_at' })).toEqual([first?.id]);
    expect(await list('admin')).not.toContain(first?.id);
    await platform.runJobs();
    expect(await list(ops, { state: 'running' })).toEqual([]);
  });

  it('is for whoever began it and for admins', async () => {
    const member = await registerMember(platform);
    const body: BulkBody = { action: 'revoke_sessions', selection: { ids: [member.id] }, reason: 'x' };
    const { body: run } = await bulk(body, 'support');
    const of = (as: 'support' | 'ops' | 'admin') =>
      platform.attempt('users.bulk.get', { params: { id: run?.id ?? '' } }, { as });
    expect([(await of('support')).status, (await of('ops')).status, (await of('admin')).status]).toEqual([
      200, 404, 200,
    ]);
  });
});
