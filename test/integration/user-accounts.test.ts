import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { registerMember, type TestMember } from '#test/support/members.ts';
import { createTestPlatform, type Identity, type TestPlatform, testPassword } from '#test/support/platform.ts';
import { expectSeatsToAddUp } from '#test/support/seats.ts';

const day = 86_400_000;
const missing = '00000000-0000-4000-8000-000000000000';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 100 });
});
afterAll(() => platform.close());

const get = (id: string) => platform.call('users.get', { params: { id } });
const update = (id: string, body: object, as: Identity | 'admin' | 'ops' | 'support' = 'admin') =>
  platform.attempt('users.update', { params: { id }, body: body as never }, { as });
const me = (as: Identity) => platform.attempt('auth.me', {}, { as });
const lastEntry = async (action: string) =>
  (await platform.call('audit.list', { query: { action, limit: 1 } })).items[0];

describe('a profile', () => {
  it('is changed by support, and the audit log knows what it was before', async () => {
    const member = await registerMember(platform);
    const { version } = await get(member.id);
    const answer = await update(member.id, { version, full_name: 'Ada King', company: 'Engines' }, 'support');
    expect(answer.body).toMatchObject({ full_name: 'Ada King', company: 'Engines', version: version + 1 });
    expect(await lastEntry('user.updated')).toMatchObject({
      subject_id: member.id,
      details: { fields: ['full_name', 'company'] },
      personal: {
        before: { full_name: member.fullName, company: null },
        after: { full_name: 'Ada King', company: 'Engines' },
      },
    });
    expect((await update(member.id, { version: version + 1, company: '' })).body?.company).toBeNull();
  });

  it('that somebody else changed meanwhile is not changed: of ten at once one wins, nine are told', async () => {
    const member = await registerMember(platform);
    const { version } = await get(member.id);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => update(member.id, { version, full_name: `Name ${index}` })),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.problem?.kind === 'conflict')).toHaveLength(9);
    expect((await get(member.id)).version).toBe(version + 1);
  });

  it.each([
    ['HTML', '<img src=x onerror=alert(1)>'],
    ['a right-to-left mark', '\u202egnp.exe'],
    ['a formula', '=HYPERLINK("http://evil.example","x")'],
    ['emoji', '👩‍💻 Ada'],
    ['200 characters', 'Å'.repeat(200)],
  ])('keeps %s in a name as it was typed', async (_name, text) => {
    const member = await registerMember(platform);
    const { version } = await get(member.id);
    const answer = await update(member.id, { version, full_name: text });
    expect(answer.body?.full_name).toBe(text);
    const { items } = await platform.call('users.list', { query: { q: text.slice(0, 40) } });
    expect(items.map((row) => row.id)).toContain(member.id);
  });

  it.each([
    ['a field that is not there', { nickname: 'x' }],
    ['a password', { password: testPassword }],
    ['a state', { state: 'active' }],
    ['10,000 characters', { full_name: 'a'.repeat(10_000) }],
    ['an empty name', { full_name: '  ' }],
    ['a NUL', { full_name: 'a\u0000b' }],
    ['a role of members', { role: 'member' }],
    ['an address that is none', { email: 'ada' }],
    ['a username with spaces', { username: 'a b c' }],
    ['nothing', {}],
  ])('refuses %s', async (_name, change) => {
    const member = await registerMember(platform);
    const { version } = await get(member.id);
    expect((await update(member.id, { version, ...change })).problem?.kind).toBe('validation');
    expect((await get(member.id)).version).toBe(version);
  });

  it('refuses an address or a username that somebody else has, and says which', async () => {
    const [ada, bob] = [await registerMember(platform), await registerMember(platform)];
    const { version } = await get(bob.id);
    const byAddress = await update(bob.id, { version, email: ada.email });
    expect(byAddress.problem).toMatchObject({ kind: 'already_exists', errors: [{ path: 'email' }] });
    const byName = await update(bob.id, { version, username: ada.username });
    expect(byName.problem).toMatchObject({ kind: 'already_exists', errors: [{ path: 'username' }] });
    expect((await get(bob.id)).version).toBe(version);
  });

  it('with a new address has to be confirmed again, and old links stop working', async () => {
    const member = await registerMember(platform);
    const { version } = await get(member.id);
    const answer = await update(member.id, { version, email: 'Ada.New@Example.org' });
    expect(answer.body).toMatchObject({ email: 'ada.new@example.org', email_verified_at: null });
    const tokens = await platform.deps.database
      .selectFrom('user_tokens')
      .select('purpose')
      .where('user_id', '=', member.id)
      .where('used_at', 'is', null)
      .execute();
    expect(tokens).toEqual([{ purpose: 'verify_email' }]);
    const { items } = await platform.call('users.mails', { params: { id: member.id }, query: {} });
    expect(items).toContainEqual(expect.objectContaining({ kind: 'verify_email', to: 'ada.new@example.org' }));
  });
});

describe('a suspension', () => {
  it('ends every session at once, refuses new ones, and is taken back', async () => {
    const member = await registerMember(platform);
    const phone = await platform.signIn(member.id);
    expect((await me(phone)).status).toBe(200);
    const answer = await platform.call(
      'users.suspend',
      { params: { id: member.id }, body: { reason: 'Shared the account' } },
      { as: 'ops' },
    );
    expect(answer).toMatchObject({
      user: { state: 'suspended', suspended_reason: 'Shared the account' },
      sessions_revoked: 2,
    });
    expect((await me(phone)).problem?.kind).toBe('session_revoked');
    const credentials = { body: { email: member.email, password: testPassword } };
    expect((await platform.attempt('auth.signin', credentials, { as: null })).status).toBe(401);
    const again = await platform.attempt('users.suspend', { params: { id: member.id }, body: { reason: 'x' } });
    expect(again.problem?.kind).toBe('state_conflict');
    const back = await platform.call('users.reactivate', { params: { id: member.id } }, { as: 'ops' });
    expect(back).toMatchObject({ state: 'active', suspended_at: null, suspended_reason: null });
    expect((await me(phone)).status).toBe(401);
    expect((await platform.attempt('auth.signin', credentials, { as: null })).status).toBe(200);
    await expectSeatsToAddUp(platform);
  });
});

describe('a deleted account', () => {
  const remove = (id: string) => platform.call('users.delete', { params: { id }, query: { reason: 'Asked for it' } });
  const restore = (id: string) => platform.attempt('users.restore', { params: { id } });

  it('gives its seat back, is denied on the next request, and comes back within 30 days', async () => {
    const member = await registerMember(platform);
    const before = await platform.call('capacity.get', {});
    const { user } = await remove(member.id);
    expect(user).toMatchObject({
      state: 'deleted',
      purge_at: new Date(platform.clock.now().getTime() + 30 * day).toISOString(),
    });
    expect((await platform.call('capacity.get', {})).used).toBe(before.used - 1);
    expect((await me(member)).problem?.kind).toBe('session_revoked');
    platform.clock.advance(29 * day);
    await platform.runJobs();
    const back = await restore(member.id);
    expect(back.body).toMatchObject({ state: 'active', deleted_at: null, purge_at: null, full_name: member.fullName });
    expect((await platform.call('capacity.get', {})).used).toBe(before.used);
    expect((await me(member)).status).toBe(401);
    expect((await restore(member.id)).problem?.kind).toBe('state_conflict');
    await expectSeatsToAddUp(platform);
  });

  it('that was suspended comes back suspended', async () => {
    const member = await registerMember(platform);
    await platform.call('users.suspend', { params: { id: member.id }, body: { reason: 'x' } });
    await remove(member.id);
    expect((await restore(member.id)).body?.state).toBe('suspended');
  });

  it('does not come back while its address has a new account, nor without a seat', async () => {
    const member = await registerMember(platform, { email: 'twice@example.org' });
    await remove(member.id);
    const successor = await registerMember(platform, { email: 'twice@example.org' });
    expect((await restore(member.id)).problem?.kind).toBe('already_exists');
    await remove(successor.id);
    const { used, reserved } = await platform.call('capacity.get', {});
    await platform.call('capacity.update', { body: { capacity: used + reserved } });
    expect((await restore(successor.id)).problem?.kind).toBe('capacity_exhausted');
    await platform.call('capacity.update', { body: { capacity: 200 } });
    expect((await restore(successor.id)).status).toBe(200);
    await expectSeatsToAddUp(platform);
  });

  it('can’t be changed, suspended or given another tier', async () => {
    const member = await registerMember(platform);
    const { user } = await remove(member.id);
    const params = { id: member.id };
    const answers = [
      await update(member.id, { version: user.version, full_name: 'X' }),
      await platform.attempt('users.suspend', { params, body: { reason: 'x' } }),
      await platform.attempt('users.reactivate', { params }),
      await platform.attempt('users.tier', { params, body: { tier: 'premium', expected_tier: 'standard' } }),
      await platform.attempt('users.delete', { params, query: {} }),
    ];
    expect(answers.map((answer) => answer.problem?.kind)).toEqual(Array(5).fill('state_conflict'));
  });

  it('is erased after 30 days: nothing in any table says who it was, and the audit chain stays valid', async () => {
    const member = await registerMember(platform, {
      email: 'grace.erasable@fjord.example',
      fullName: 'Grace Erasable',
      company: 'Fjord Erasables',
      username: 'erasable',
    });
    const device = 'Erasable phone';
    const signIn = (password: string) =>
      platform.attempt(
        'auth.signin',
        { body: { email: member.email, password, device } },
        { as: null, address: '203.0.113.77' },
      );
    await signIn('Wrong-password-1');
    await signIn(testPassword);
    const params = { id: member.id };
    await platform.call('users.notes.create', { params, body: { body: 'Erasable asked about invoices' } });
    await update(member.id, { version: 1, company: 'Erasable again' });
    await platform.call('users.tier', {
      params,
      body: { tier: 'premium', expected_tier: 'standard', reason: 'Erasable wish' },
    });
    await platform.call('users.suspend', { params, body: { reason: 'Something about erasing' } });
    await remove(member.id);
    platform.clock.advance(30 * day);
    await platform.runJobs();

    const everything = async () => {
      const tables = [
        'users',
        'invitations',
        'sessions',
        'sign_ins',
        'session_anomalies',
        'user_notes',
        'outbox_mails',
        'audit_entries',
        'licences',
        'batch_rows',
        'tier_changes',
      ] as const;
      const rows = await Promise.all(
        tables.map((table) => platform.deps.database.selectFrom(table).selectAll().execute()),
      );
      return JSON.stringify(rows).toLowerCase();
    };
    const left = await everything();
    for (const trace of [
      'grace.erasable',
      'grace erasable',
      'fjord',
      '"erasable"',
      'erasable phone',
      '203.0.113.77',
      'invoices',
      'erasable wish',
      member.licenceKey.toLowerCase(),
    ]) {
      expect(left.includes(trace), trace).toBe(false);
    }
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
    expect(await lastEntry('user.erased')).toMatchObject({ subject_id: member.id, actor: { role: 'system' } });
    expect((await platform.call('users.list', { query: { limit: 1000 } })).items.map((row) => row.id)).not.toContain(
      member.id,
    );
    expect((await restore(member.id)).problem?.kind).toBe('not_found');
    const story = await platform.call('users.story', { params });
    expect(story.user).toMatchObject({ full_name: 'Erased person', state: 'deleted' });
    expect(story.user.erased_at).toBe(platform.clock.now().toISOString());
    // There is nothing left that could be done to it.
    expect(story.allowed).toEqual(['see_sessions', 'see_notes']);
    const mails = await platform.call('users.mails', { params, query: {} });
    expect(mails.total).toBeGreaterThan(2);
    const opened = await platform.attempt('outbox.get', { params: { id: mails.items[0]?.id ?? '' } });
    expect(opened.problem).toMatchObject({ kind: 'not_found', detail: expect.stringContaining('erased') });
    expect((await platform.call('users.timeline', { params, query: {} })).items[0]?.words).toBe('Erased.');
    await expectSeatsToAddUp(platform);
  });
});

describe('staff accounts', () => {
  it('are for admins: role, suspension and deletion, and their sessions end', async () => {
    const person = await platform.staff('support');
    const { version } = await get(person.id);
    expect((await update(person.id, { version, role: 'ops' })).body?.role).toBe('ops');
    const create = { body: { email: 'x@example.test', full_name: 'X', role: 'ops' as const, password: testPassword } };
    expect((await platform.attempt('users.create', create, { as: person })).problem?.kind).toBe('forbidden');
    await platform.call('users.suspend', { params: { id: person.id }, body: { reason: 'Left' } });
    expect((await me(person)).problem?.kind).toBe('session_revoked');
    expect((await platform.call('users.delete', { params: { id: person.id }, query: {} })).user.state).toBe('deleted');
    await expectSeatsToAddUp(platform);
  });

  it('are never made of members, and members never of staff', async () => {
    const member = await registerMember(platform);
    const { version } = await get(member.id);
    expect((await update(member.id, { version, role: 'admin' })).problem?.kind).toBe('state_conflict');
  });

  it('are nobody’s own to suspend, delete or demote', async () => {
    const admin = await platform.staff('admin');
    const params = { id: admin.id };
    const { version } = await get(admin.id);
    const answers = [
      await platform.attempt('users.suspend', { params, body: { reason: 'x' } }, { as: admin }),
      await platform.attempt('users.delete', { params, query: {} }, { as: admin }),
      await update(admin.id, { version, role: 'support' }, admin),
    ];
    expect(answers.map((answer) => answer.problem?.kind)).toEqual(Array(3).fill('state_conflict'));
    await platform.call('users.delete', { params, query: {} });
  });
});

describe('the last admin', () => {
  let alone: TestPlatform;
  beforeAll(async () => {
    alone = await createTestPlatform();
  });
  afterAll(() => alone.close());

  it('can’t be demoted, suspended or deleted', async () => {
    const admin = await alone.staff('admin');
    const params = { id: admin.id };
    const answers = [
      await alone.attempt('users.suspend', { params, body: { reason: 'x' } }, { as: admin }),
      await alone.attempt('users.delete', { params, query: {} }, { as: admin }),
      await alone.attempt('users.update', { params, body: { version: 1, role: 'ops' } }, { as: admin }),
    ];
    for (const { problem } of answers)
      expect(problem).toMatchObject({ kind: 'state_conflict', detail: expect.stringContaining('last admin') });
    await alone.call('users.delete', { params: { id: (await alone.staff('admin')).id }, query: {} }, { as: admin });
  });

  it.each(['suspend', 'delete', 'demote'] as const)(
    'is left over when admins %s each other at the same time',
    async (way) => {
      for (let round = 0; round < 4; round += 1) {
        const remaining = await alone.deps.database
          .selectFrom('users')
          .select('id')
          .where('role', '=', 'admin')
          .where('state', '=', 'active')
          .execute();
        const admins = await Promise.all(remaining.map(({ id }) => alone.signIn(id)));
        while (admins.length < 3) admins.push(await alone.staff('admin'));
        const target = (index: number) => admins[(index + 1) % admins.length] ?? admins[0];
        await Promise.all(
          admins.map((admin, index) => {
            const params = { id: target(index)?.id ?? missing };
            if (way === 'suspend')
              return alone.attempt('users.suspend', { params, body: { reason: 'x' } }, { as: admin });
            if (way === 'delete') return alone.attempt('users.delete', { params, query: {} }, { as: admin });
            return alone.attempt('users.update', { params, body: { version: 1, role: 'support' } }, { as: admin });
          }),
        );
        const left = await alone.deps.database
          .selectFrom('users')
          .select('id')
          .where('role', '=', 'admin')
          .where('state', '=', 'active')
          .execute();
        expect(left.length).toBeGreaterThanOrEqual(1);
      }
      expect(alone.log.filter((line) => line.includes('request_failed'))).toEqual([]);
    },
  );
});

describe('a change of tier', () => {
  const change = (id: string, body: object) => platform.attempt('users.tier', { params: { id }, body: body as never });
  let member: TestMember;
  beforeAll(async () => {
    member = await registerMember(platform, { tier: 'standard' });
  });

  it('is previewed: features, limits and price', async () => {
    const preview = await platform.call(
      'users.tier.preview',
      { params: { id: member.id }, query: { tier: 'enterprise' } },
      { as: 'support' },
    );
    expect(preview).toMatchObject({ from: 'standard', to: 'enterprise', features_lost: [] });
    expect(preview.features_gained.length).toBeGreaterThan(2);
    expect(preview.limits).toContainEqual({ name: 'Projects', unit: 'projects', before: 3, after: null });
    expect(preview.price).toMatchObject({
      beta_before_usd_micros: 0,
      beta_after_usd_micros: 0,
      list_before_usd_micros: 0,
    });
    expect(preview.price.list_after_usd_micros).toBeGreaterThan(0);
    expect((await get(member.id)).beta_tier).toBe('standard');
    const plans = await platform.call('tiers.list', {}, { as: 'support' });
    expect(plans.items.map((plan) => plan.tier)).toEqual(['standard', 'premium', 'enterprise']);
  });

  it('moves the subscription too, is undone within ten minutes and only once', async () => {
    const answer = await change(member.id, { tier: 'premium', expected_tier: 'standard', reason: 'Pilot' });
    expect(answer.body).toMatchObject({
      user: { beta_tier: 'premium' },
      change: { from: 'standard', to: 'premium', reason: 'Pilot' },
    });
    expect((await platform.call('users.story', { params: { id: member.id } })).subscription).toMatchObject({
      tier: 'premium',
    });
    const undo = () => platform.attempt('users.tier.undo', { params: { id: member.id } });
    platform.clock.advance(10 * 60_000 - 1);
    expect((await undo()).body).toMatchObject({ user: { beta_tier: 'standard' }, change: { undo_until: null } });
    expect((await undo()).problem?.kind).toBe('state_conflict');
    expect(await lastEntry('user.tier_changed')).toMatchObject({
      details: { from: 'premium', to: 'standard', undo: true },
    });
    await change(member.id, { tier: 'enterprise', expected_tier: 'standard' });
    platform.clock.advance(10 * 60_000);
    expect((await undo()).problem?.kind).toBe('state_conflict');
  });

  it('by two at once is made once: one wins, the others are told', async () => {
    const other = await registerMember(platform, { tier: 'standard' });
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => change(other.id, { tier: 'premium', expected_tier: 'standard' })),
      ...Array.from({ length: 4 }, () => change(other.id, { tier: 'enterprise', expected_tier: 'standard' })),
    ]);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.problem?.kind === 'conflict')).toHaveLength(7);
    const made = await platform.deps.database
      .selectFrom('tier_changes')
      .selectAll()
      .where('user_id', '=', other.id)
      .execute();
    expect(made).toHaveLength(1);
  });

  it('to the same tier, of staff, or of nobody is refused', async () => {
    const { beta_tier: tier } = await get(member.id);
    expect((await change(member.id, { tier, expected_tier: tier })).problem?.kind).toBe('state_conflict');
    const staff = await platform.staff('ops');
    expect((await change(staff.id, { tier: 'premium', expected_tier: 'standard' })).problem?.kind).toBe(
      'state_conflict',
    );
    expect((await change(missing, { tier: 'premium', expected_tier: 'standard' })).problem?.kind).toBe('not_found');
  });
});
