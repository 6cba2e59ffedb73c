import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '#contract/operations.ts';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { insertManyUsers } from '#test/support/many-users.ts';
import { registerMember } from '#test/support/members.ts';
import { doStep, memberAt } from '#test/support/onboarding-members.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 1000 });
});
afterAll(() => platform.close());

type Body = InputOf<'cohorts.create'>['body'];
let named = 0;
const nextName = () => `Cohort ${++named}`;
const attempt = (people: Body['people'], name = nextName(), headers: Record<string, string> = {}) =>
  platform.attempt('cohorts.create', { body: { name, people } }, { as: 'ops', headers });
const create = async (people: Body['people'], name = nextName()) =>
  platform.call('cohorts.create', { body: { name, people } }, { as: 'ops' });
const idsIn = async (cohortId: string) =>
  (await platform.call('users.list', { query: { cohort_id: cohortId, limit: 1000 } })).items.map((row) => row.id);
const audited = (id: string) => platform.call('audit.list', { query: { subject_type: 'cohort', subject_id: id } });

describe('a cohort', () => {
  it('keeps the people behind a bar, whatever becomes of them', async () => {
    const waiting = [await memberAt(platform, 'api_key'), await memberAt(platform, 'api_key', { tier: 'premium' })];
    const [left, ahead] = [await memberAt(platform, 'api_key'), await memberAt(platform, 'first_agent')];
    await platform.call('users.suspend', { params: { id: left.id }, body: { reason: 'x' } });
    const filters = { step: 'api_key', standing: 'waiting' } as const;
    const cohort = await create({ all_matching: filters, expected_count: 2 }, 'Before the key');
    expect(cohort).toMatchObject({ name: 'Before the key', members: 2, filters, searched: false });
    expect(cohort.created_by.role).toBe('ops');
    const ids = waiting.map(({ id }) => id).sort();
    expect((await idsIn(cohort.id)).sort()).toEqual(ids);

    await doStep(platform, waiting[0] ?? left, 'api_key');
    await platform.call('users.suspend', { params: { id: waiting[1]?.id ?? '' }, body: { reason: 'x' } });
    await platform.call('users.reactivate', { params: { id: left.id } });
    expect((await idsIn(cohort.id)).sort()).toEqual(ids);
    expect(await platform.call('cohorts.get', { params: { id: cohort.id } }, { as: 'support' })).toEqual(cohort);
    // The funnel of a cohort says how its people came on.
    const { overall } = await platform.call('onboarding.funnel', { query: { cohort_id: cohort.id } });
    expect(overall).toMatchObject({ registered: 2 });
    expect(overall.steps.find(({ step }) => step === 'api_key')).toMatchObject({ done: 1, waiting: 0, left: 1 });
    // Who stands elsewhere was never in it.
    expect(ids).not.toContain(ahead.id);
    expect((await audited(cohort.id)).items).toMatchObject([
      { action: 'cohort.created', details: { members: 2, filters }, subject_name: 'Before the key' },
    ]);
  });

  it('leaves staff out, and counts them as the list does', async () => {
    const { total } = await platform.call('users.list', { query: { limit: 1 } });
    const { total: members } = await platform.call('users.list', { query: { role: 'member', limit: 1 } });
    expect(total).toBeGreaterThan(members);
    const everybody = await create({ all_matching: {}, expected_count: total });
    expect(everybody.members).toBe(members);
  });

  it('takes people by hand, each once', async () => {
    const [ada, bob] = [await registerMember(platform), await registerMember(platform)];
    const cohort = await create({ ids: [bob.id, ada.id, bob.id] });
    expect(cohort).toMatchObject({ members: 2, filters: null });
    expect((await idsIn(cohort.id)).sort()).toEqual([ada.id, bob.id].sort());
  });

  it('doesn’t keep what was searched for', async () => {
    const member = await registerMember(platform, { fullName: 'Ottoline Quill' });
    const cohort = await create({ all_matching: { q: 'ottoline' }, expected_count: 1 });
    expect(cohort).toMatchObject({ members: 1, filters: {}, searched: true });
    expect(await idsIn(cohort.id)).toEqual([member.id]);
    const [entry] = (await audited(cohort.id)).items;
    expect(JSON.stringify(entry)).not.toMatch(/ottoline/i);
  });

  it('is refused with nothing kept: unknown people, staff, nobody, others than the list said, a name that is taken', async () => {
    const member = await registerMember(platform);
    const support = await platform.staff('support');
    const before = (await platform.call('cohorts.list', { query: {} })).total;
    const unknown = await attempt({ ids: [member.id, randomUUID(), support.id] });
    expect(unknown.problem).toMatchObject({
      kind: 'validation',
      errors: [{ path: 'people.ids.1' }, { path: 'people.ids.2' }],
    });
    expect((await attempt({ all_matching: { q: 'nobody is called so' } })).problem?.kind).toBe('state_conflict');
    expect((await attempt({ all_matching: { role: 'staff' } })).problem?.kind).toBe('state_conflict');
    expect((await attempt({ all_matching: {}, expected_count: 1 })).problem?.kind).toBe('conflict');
    expect((await attempt({ ids: [member.id] }, 'BEFORE the KEY')).problem?.kind).toBe('already_exists');
    expect((await platform.call('cohorts.list', { query: {} })).total).toBe(before);
  });

  it('is made once when the same is sent again', async () => {
    const member = await registerMember(platform);
    const headers = { 'idempotency-key': 'cohort-1' };
    const first = await attempt({ ids: [member.id] }, 'Once', headers);
    const second = await attempt({ ids: [member.id] }, 'Once', headers);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const other = await attempt({ ids: [member.id] }, 'Other', headers);
    expect(other.problem?.kind).toBe('idempotency_conflict');
  });

  it('is deleted without its people', async () => {
    const member = await registerMember(platform);
    const cohort = await create({ ids: [member.id] });
    const params = { id: cohort.id };
    expect((await platform.attempt('cohorts.delete', { params }, { as: 'ops' })).status).toBe(204);
    expect((await platform.attempt('cohorts.get', { params })).problem?.kind).toBe('not_found');
    expect((await platform.attempt('cohorts.delete', { params })).problem?.kind).toBe('not_found');
    expect(await idsIn(cohort.id)).toEqual([]);
    expect((await platform.call('users.get', { params: { id: member.id } })).state).toBe('active');
    expect((await audited(cohort.id)).items[0]).toMatchObject({ action: 'cohort.deleted', details: { members: 1 } });
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
  });

  it('is found by its name, in any order', async () => {
    await Promise.all(
      ['zz Beta', 'zz alpha', 'zz 100%'].map(async (name) => {
        const member = await registerMember(platform);
        await create({ ids: [member.id] }, name);
      }),
    );
    const list = (query: object) => platform.call('cohorts.list', { query }, { as: 'support' });
    expect((await list({ q: 'ZZ', sort: 'name' })).items.map(({ name }) => name)).toEqual([
      'zz 100%',
      'zz alpha',
      'zz Beta',
    ]);
    expect((await list({ q: '%' })).total).toBe(1);
    const first = await list({ q: 'zz', sort: '-name', limit: 2 });
    const rest = await list({ q: 'zz', sort: '-name', limit: 2, cursor: first.next_cursor });
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(['zz Beta', 'zz alpha', 'zz 100%']);
  });
});

describe('who may', () => {
  it('save and delete is ops and admins; support reads; members see nothing', async () => {
    const member = await registerMember(platform);
    const body: Body = { name: nextName(), people: { ids: [member.id] } };
    const cohort = await create({ ids: [member.id] });
    const params = { id: cohort.id };
    for (const as of ['support', member] as const) {
      expect((await platform.attempt('cohorts.create', { body }, { as })).problem?.kind).toBe('forbidden');
      expect((await platform.attempt('cohorts.delete', { params }, { as })).problem?.kind).toBe('forbidden');
    }
    expect((await platform.attempt('cohorts.list', { query: {} }, { as: 'support' })).status).toBe(200);
    expect((await platform.attempt('cohorts.list', { query: {} }, { as: member })).problem?.kind).toBe('forbidden');
    expect((await platform.attempt('cohorts.get', { params }, { as: member })).problem?.kind).toBe('forbidden');
    // A colleague's is as good as one's own.
    const colleague = await platform.staff('ops');
    expect((await platform.attempt('cohorts.delete', { params }, { as: colleague })).status).toBe(204);
  });
});

describe('what is refused', () => {
  it.each([
    ['no name', { people: { ids: [randomUUID()] } }],
    ['an empty name', { name: '  ', people: { ids: [randomUUID()] } }],
    ['a name of 121 characters', { name: 'x'.repeat(121), people: { ids: [randomUUID()] } }],
    ['nobody', { name: 'x', people: { ids: [] } }],
    ['1,001 ids', { name: 'x', people: { ids: Array.from({ length: 1001 }, () => randomUUID()) } }],
    ['both kinds of people', { name: 'x', people: { ids: [randomUUID()], all_matching: {} } }],
    ['a field that is none', { name: 'x', people: { all_matching: {} }, members: 5 }],
    ['a filter that is none', { name: 'x', people: { all_matching: { nickname: 'x' } } }],
    ['a standing without its step', { name: 'x', people: { all_matching: { standing: 'done' } } }],
    [
      'a standing of those who are through',
      { name: 'x', people: { all_matching: { step: 'completed', standing: 'done' } } },
    ],
  ])('%s', async (_name, body) => {
    const answer = await platform.attempt('cohorts.create', { body: body as never }, { as: 'ops' });
    expect(answer.problem?.kind).toBe('validation');
  });

  it('a standing without its step, in the list of users and in bulk too', async () => {
    const listed = await platform.attempt('users.list', { query: { standing: 'done' } });
    expect(listed.problem).toMatchObject({ kind: 'validation', errors: [{ path: 'standing' }] });
    const body = {
      action: 'suspend',
      selection: { all_matching: { standing: 'left' }, expected_count: 1 },
      reason: 'x',
    } as const;
    expect((await platform.attempt('users.bulk', { body })).problem?.kind).toBe('validation');
  });

  it('more people than a cohort takes', async () => {
    const large = await createTestPlatform();
    try {
      await insertManyUsers(large.deps.database, 20_001);
      const body = { name: 'Everybody', people: { all_matching: { role: 'member' as const } } };
      const refused = await large.attempt('cohorts.create', { body });
      expect(refused.problem).toMatchObject({
        kind: 'state_conflict',
        detail: expect.stringContaining('More than 20000'),
      });
      await sql`update users set state = 'deleted' where id = (select id from users where role = 'member' limit 1)`.execute(
        large.deps.database,
      );
      const fits = { ...body, people: { all_matching: { role: 'member' as const, state: 'not_deleted' as const } } };
      expect((await large.call('cohorts.create', { body: fits })).members).toBe(20_000);
    } finally {
      await large.close();
    }
  });
});
