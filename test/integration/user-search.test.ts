import { Kysely, PGliteDialect, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MatchedBy } from '#contract/users.ts';
import { migrate } from '#platform/db/migrate.ts';
import type { Database } from '#platform/db/schema.ts';
import { listUsers } from '#platform/users/user-list-repository.ts';
import { isoWeekOf } from '#shared/weeks.ts';
import { insertManyUsers } from '#test/support/many-users.ts';
import { registerMember, type TestMember } from '#test/support/members.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

const day = 86_400_000;

let platform: TestPlatform;
let tomas: TestMember;
let zoe: TestMember;
let batched: TestMember;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 100 });
  tomas = await registerMember(platform, {
    email: 'tomas.akerman@northwind.example',
    fullName: 'Tomás Åkerman',
    company: 'Northwind 100% Analytics',
    username: 'tomas_a',
    tier: 'premium',
  });
  zoe = await registerMember(platform, {
    email: 'z.lindberg@example.org',
    fullName: 'Zoë Lindberg',
    username: 'zoe.l',
    tier: 'enterprise',
  });
  platform.clock.advance(8 * day);
  batched = await registerMember(platform, { fullName: 'Иван Петров', username: 'ivan' });
});
afterAll(() => platform.close());

const find = async (q: string, query: object = {}) =>
  (await platform.call('users.list', { query: { q, limit: 1000, ...query } }, { as: 'support' })).items;
const found = async (q: string): Promise<[string, MatchedBy[]][]> =>
  (await find(q)).map((row) => [row.username ?? row.email, row.matched_by]);

type Way = [name: string, text: () => string, username: string, matched: MatchedBy[]];

describe('one search box finds people', () => {
  it.each<Way>([
    ['an address', () => 'tomas.akerman@northwind.example', 'tomas_a', ['email']],
    ['a part of an address, in capitals', () => 'NORTHWIND.EX', 'tomas_a', ['email']],
    ['a name without its accents', () => 'akerman', 'tomas_a', ['email', 'full_name']],
    ['a name with other accents', () => 'Tómas Äkerman', 'tomas_a', ['email', 'full_name', 'username']],
    [
      'words in any order, from several fields',
      () => 'analytics tomas',
      'tomas_a',
      ['email', 'full_name', 'username', 'company'],
    ],
    ['the middle of a name', () => 'indber', 'zoe.l', ['email', 'full_name']],
    ['another alphabet', () => 'ПЕТРОВ', 'ivan', ['full_name']],
    ['a username', () => 'zoe.l', 'zoe.l', ['username']],
    ['signs that mean something to LIKE', () => '100%', 'tomas_a', ['company']],
    ['an underscore that means itself', () => 'tomas_a', 'tomas_a', ['username']],
    ['an id', () => zoe.id, 'zoe.l', ['id']],
    ['an id in a link', () => `gatehouse://users/${zoe.id.toUpperCase()}?tab=notes`, 'zoe.l', ['id']],
    ['an invitation code', () => tomas.code, 'tomas_a', ['invitation_code']],
    [
      'a code without dashes, in lower case',
      () => tomas.code.toLowerCase().replaceAll('-', ' '),
      'tomas_a',
      ['invitation_code'],
    ],
    [
      'a code with look-alikes in a mail',
      () => `> Your code: ${tomas.code.replaceAll('0', 'O').replaceAll('1', 'l')}\n> Bye`,
      'tomas_a',
      ['invitation_code'],
    ],
    ['a code whose beginning is lost', () => tomas.code.slice(9), 'tomas_a', ['invitation_code']],
    ['a code in a long paste', () => `${'blah '.repeat(100)}${tomas.code}`, 'tomas_a', ['invitation_code']],
    ['a masked code', () => `${zoe.code.slice(0, 9)}••••••••${zoe.code.slice(-4)}`, 'zoe.l', ['invitation_code']],
    ['the last four of a code', () => zoe.code.slice(-4), 'zoe.l', ['invitation_code']],
    ['a licence key', () => zoe.licenceKey, 'zoe.l', ['licence_key']],
    ['a licence key as typed', () => zoe.licenceKey.toLowerCase().replaceAll('-', ''), 'zoe.l', ['licence_key']],
    ['a licence key in a sentence', () => `my key ${zoe.licenceKey} does not work`, 'zoe.l', ['licence_key']],
    ['a masked licence key', () => `4UAI-LIC-•••••-•••••-•••••-${zoe.licenceKey.slice(-5)}`, 'zoe.l', ['licence_key']],
  ])('by %s', async (_name, text, username, matched) => {
    expect(await found(text())).toContainEqual([username, expect.arrayContaining([...matched])]);
  });

  it('by a code that a resend replaced before it was used', async () => {
    const old = await platform.call('invitations.generate', { body: { email: 'mia@example.org', tier: 'standard' } });
    const { code } = await platform.call('invitations.resend', { params: { id: old.id } });
    const body = { invitation_code: code, username: 'mia', password: 'Correct-horse-7-battery', full_name: 'Mia' };
    await platform.call('registration.register', { body }, { as: null });
    expect(await found(old.code)).toEqual([['mia', ['invitation_code']]]);
  });

  it.each([
    [
      'a licence key with a wrong character',
      () => zoe.licenceKey.slice(0, -1) + (zoe.licenceKey.endsWith('7') ? '8' : '7'),
    ],
    ['a code that was never issued', () => '4UAI-PRE-000000000000'],
    ['a wildcard', () => '%_%_%'],
    ['SQL', () => "'; drop table users; --"],
    ['nobody', () => 'zzzz'],
  ])('and nobody by %s', async (_name, text) => {
    expect(await found(text())).toEqual([]);
  });

  it('takes an empty text for no search, and says nowhere what matched', async () => {
    const rows = await find('   ');
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.flatMap((row) => row.matched_by)).toEqual([]);
  });

  it('never shows a code or a key', async () => {
    const seen = JSON.stringify(await find(tomas.code)) + JSON.stringify(await find(zoe.licenceKey));
    expect(seen).not.toContain(tomas.code);
    expect(seen).not.toContain(zoe.licenceKey);
  });
});

describe('a database that can’t have the search index', () => {
  it('gets the same schema without it, and finds the same', async () => {
    const { PGlite } = await import('@electric-sql/pglite');
    const bare = new Kysely<Database>({ dialect: new PGliteDialect({ pglite: await PGlite.create() }) });
    await migrate(bare);
    await insertManyUsers(bare, 50);
    const search = { words: ['indber'], found: new Map() };
    const page = await listUsers(bare, {}, search, { limit: 10, sort: '-created_at' });
    expect(page.rows.length).toBeGreaterThan(0);
    for (const row of page.rows) expect(row.full_name).toContain('Lindberg');
    const { rows } = await sql`select from pg_indexes where indexname = 'users_search'`.execute(bare);
    expect(rows).toEqual([]);
    await bare.destroy();
  });
});

describe('filters', () => {
  const usernames = async (query: object) =>
    (await platform.call('users.list', { query: { limit: 1000, role: 'member', ...query } })).items
      .map((row) => row.username)
      .sort();

  it('by tier, state, week and onboarding step, and all together', async () => {
    expect(await usernames({ tier: 'enterprise' })).toEqual(['zoe.l']);
    const week = isoWeekOf(platform.clock.now());
    expect(await usernames({ week })).toEqual(['ivan', 'mia']);
    expect(await usernames({ week, state: 'suspended' })).toEqual([]);
    expect(await usernames({ step: 'welcome', tier: 'premium' })).toEqual(['tomas_a']);
    expect(await usernames({ step: 'completed' })).toEqual([]);
  });

  it('by batch, which each row names', async () => {
    const rows = [{ email: 'batched@example.org', tier: 'standard' }];
    const batch = await platform.call('batches.create', { body: { name: 'Wave', rows } }, { as: 'ops' });
    const { database } = platform.deps;
    await database
      .updateTable('invitations')
      .set({ batch_id: batch.id })
      .where('id', '=', batched.invitationId)
      .execute();
    const { items, total } = await platform.call('users.list', { query: { batch_id: batch.id } });
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      username: 'ivan',
      batch: { id: batch.id, name: 'Wave' },
      onboarding: { step: 'welcome', steps_done: 0, progress_percentage: 0 },
      week: isoWeekOf(platform.clock.now()),
    });
  });

  it('by when they were last seen; who never came counts as not since', async () => {
    await platform.call(
      'auth.signin',
      { body: { email: zoe.email, password: 'Correct-horse-7-battery' } },
      { as: null },
    );
    const since = new Date(platform.clock.now().getTime() - 3_600_000).toISOString();
    expect(await usernames({ seen_since: since })).toEqual(['zoe.l']);
    expect(await usernames({ not_seen_since: since })).toEqual(['ivan', 'mia', 'tomas_a']);
  });

  it.each([
    ['a week that is none', { week: '2026-W54' }],
    ['a step that is none', { step: 'lunch' }],
    ['a time before all beta', { seen_since: '0000-01-01T00:00:00Z' }],
    ['a filter that is none', { nickname: 'x' }],
  ])('refuse %s', async (_name, query) => {
    expect((await platform.attempt('users.list', { query: query as never })).problem?.kind).toBe('validation');
  });

  it('by all of staff at once, and by everybody but the deleted', async () => {
    const roles = async (query: object) =>
      new Set((await platform.call('users.list', { query: { limit: 1000, ...query } })).items.map(({ role }) => role));
    expect(await roles({ role: 'staff' })).toEqual(new Set(['support', 'ops', 'admin']));
    expect(await roles({ role: 'staff', tier: 'premium' })).toEqual(new Set());
    const gone = await registerMember(platform, { username: 'gone' });
    await platform.call('users.delete', { params: { id: gone.id }, query: {} });
    expect(await usernames({})).toContain('gone');
    expect(await usernames({ state: 'not_deleted' })).toEqual((await usernames({})).filter((name) => name !== 'gone'));
    await platform.call('users.restore', { params: { id: gone.id } });
    expect(await usernames({ state: 'not_deleted' })).toContain('gone');
    await platform.call('users.delete', { params: { id: gone.id }, query: {} });
  });
});

describe('orders', () => {
  it.each([
    '-created_at',
    'created_at',
    'email',
    '-email',
    'full_name',
    '-full_name',
    'last_seen_at',
    '-last_seen_at',
    'tier',
    '-tier',
  ] as const)('%s holds every row once, in pages of any size', async (sort) => {
    const whole = await platform.call('users.list', { query: { sort, limit: 1000 } });
    expect(whole.items).toHaveLength(whole.total);
    const read: string[] = [];
    let cursor: string | null = null;
    do {
      const query = { sort, limit: 2, ...(cursor === null ? {} : { cursor }) };
      const page: typeof whole = await platform.call('users.list', { query });
      expect(page.total).toBe(whole.total);
      read.push(...page.items.map((row) => row.id));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(read).toEqual(whole.items.map((row) => row.id));
  });

  it('by tier goes from staff to enterprise, by name ignores case, by last seen begins with who never came', async () => {
    const rows = async (sort: 'tier' | 'full_name' | 'last_seen_at') =>
      (await platform.call('users.list', { query: { sort, limit: 1000 } })).items;
    const order = [null, 'standard', 'premium', 'enterprise'];
    const tiers = (await rows('tier')).map((row) => order.indexOf(row.beta_tier));
    expect(tiers).toEqual([...tiers].sort((left, right) => left - right));
    expect((await rows('last_seen_at'))[0]?.last_seen_at).toBeNull();
    const names = (await rows('full_name')).map((row) => row.full_name.toLowerCase());
    expect(names).toEqual([...names].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0)));
  });
});
