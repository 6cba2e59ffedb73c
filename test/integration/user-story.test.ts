import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerMember, type TestMember } from '#test/support/members.ts';
import { createTestPlatform, type TestPlatform, testPassword } from '#test/support/platform.ts';

const day = 86_400_000;

let platform: TestPlatform;
let member: TestMember;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 100 });
  member = await registerMember(platform, { tier: 'premium', fullName: 'Ada Lovelace' });
});
afterAll(() => platform.close());

const note = (body: string, id = member.id) =>
  platform.attempt('users.notes.create', { params: { id }, body: { body } }, { as: 'support' });
const notes = (id = member.id) => platform.call('users.notes.list', { params: { id }, query: {} }, { as: 'support' });
const timeline = async (query: object = {}) =>
  platform.call('users.timeline', { params: { id: member.id }, query: { limit: 1000, ...query } }, { as: 'support' });

describe('the story of a member', () => {
  it('has subscription with its clock, licence, invitation and onboarding, and no secret', async () => {
    platform.clock.advance(10 * day + 1);
    const story = await platform.call('users.story', { params: { id: member.id } }, { as: 'support' });
    expect(story).toMatchObject({
      user: { full_name: 'Ada Lovelace', beta_tier: 'premium' },
      subscription: { tier: 'premium', state: 'active', days_total: 90, days_left: 79, price_usd_micros: 0 },
      licence: { masked_key: `4UAI-LIC-•••••-•••••-•••••-${member.licenceKey.slice(-5)}` },
      invitation: { id: member.invitationId, status: 'used', batch: null, created_by: { role: 'admin' } },
      onboarding: { step: 'welcome', steps_done: 0, progress_percentage: 0, completed_at: null },
      last_tier_change: null,
    });
    expect(story.onboarding?.steps.map(({ step }) => step)).toEqual([
      'welcome',
      'profile',
      'preferences',
      'api_key',
      'first_agent',
      'feedback',
    ]);
    expect(story.counts).toMatchObject({ notes: 0, mails: 3, failed_sign_ins_30d: 0 });
    const text = JSON.stringify(story);
    for (const secret of [member.code, member.licenceKey, 'argon2']) expect(text).not.toContain(secret);
    platform.clock.advance(80 * day);
    const later = await platform.call('users.story', { params: { id: member.id } });
    expect(later.subscription).toMatchObject({ state: 'ended', days_left: 0 });
  });

  it('says what whoever looks may do, and that is what they may do', async () => {
    const allowed = async (as: 'support' | 'ops' | 'admin') =>
      (await platform.call('users.story', { params: { id: member.id } }, { as })).allowed;
    expect(await allowed('support')).toEqual([
      'update',
      'revoke_sessions',
      'see_sessions',
      'see_notes',
      'add_note',
      'view_as',
    ]);
    expect(await allowed('ops')).toEqual([
      'update',
      'suspend',
      'revoke_sessions',
      'see_sessions',
      'see_notes',
      'add_note',
      'view_as',
    ]);
    expect(await allowed('admin')).toEqual(
      expect.arrayContaining(['delete', 'change_tier', 'change_email', 'suspend']),
    );
    const staff = await platform.staff('ops');
    const about = await platform.call('users.story', { params: { id: staff.id } }, { as: 'support' });
    expect(about).toMatchObject({ allowed: [], subscription: null, licence: null, onboarding: null, anomalies: [] });
  });
});

describe('who suspended or deleted an account', () => {
  it('is said as long as it is so, and nothing else', async () => {
    const { id } = await registerMember(platform);
    const params = { id };
    const changed = async () => (await platform.call('users.story', { params }, { as: 'support' })).state_change;
    const ops = await platform.staff('ops', { fullName: 'Olga Ops' });
    expect(await changed()).toBeNull();
    await platform.call('users.suspend', { params, body: { reason: 'Chargeback' } }, { as: ops });
    const at = platform.clock.now().toISOString();
    expect(await changed()).toEqual({ at, by: { id: ops.id, name: 'Olga Ops', role: 'ops' } });
    await platform.call('users.reactivate', { params });
    expect(await changed()).toBeNull();
    await platform.call('users.delete', { params, query: {} });
    expect(await changed()).toMatchObject({ by: { role: 'admin' } });
    await platform.call('users.restore', { params });
    expect(await changed()).toBeNull();
  });

  it('is said of a bulk action as well: whoever began it', async () => {
    const { id } = await registerMember(platform);
    const ops = await platform.staff('ops', { fullName: 'Olga Ops' });
    const body = { action: 'suspend' as const, selection: { ids: [id] }, reason: 'Incident' };
    await platform.call('users.bulk', { body }, { as: ops });
    const story = await platform.call('users.story', { params: { id } });
    expect(story.state_change?.by).toMatchObject({ id: ops.id, name: 'Olga Ops' });
  });
});

describe('notes', () => {
  it('are kept with author and time, newest first, and audited without their text', async () => {
    const written = await note('Called about invoices.\nCalls back on Monday.');
    expect(written.body).toMatchObject({
      body: 'Called about invoices.\nCalls back on Monday.',
      author: { role: 'support' },
    });
    platform.clock.advance(1000);
    await note('Second');
    expect((await notes()).items.map((each) => each.body)).toEqual([
      'Second',
      'Called about invoices.\nCalls back on Monday.',
    ]);
    const audit = await platform.call('audit.list', { query: { action: 'user.noted' } });
    expect(audit.items).toHaveLength(2);
    expect(JSON.stringify(audit)).not.toContain('invoices');
  });

  it.each([
    ['HTML', '<script>alert(1)</script>'],
    ['a formula', '=cmd|calc'],
    ['a right-to-left mark', '\u202egnp.exe'],
    ['4,000 characters', 'a'.repeat(4000)],
  ])('keep %s as it was typed', async (_name, body) => {
    const answer = await note(body);
    expect(answer.body?.body).toBe(body);
    expect((await notes()).items.map((each) => each.body)).toContain(body);
  });

  it.each([
    ['nothing', ' \n '],
    ['4,001 characters', 'a'.repeat(4001)],
    ['10,000 characters', 'a'.repeat(10_000)],
    ['a NUL', 'a\u0000b'],
  ])('refuse %s', async (_name, body) => {
    const { total } = await notes();
    expect((await note(body)).problem?.kind).toBe('validation');
    expect((await notes()).total).toBe(total);
  });

  it('are written once when an answer is lost and the same is sent again', async () => {
    const { total } = await notes();
    const headers = { 'idempotency-key': 'note-1' };
    const send = () =>
      platform.call(
        'users.notes.create',
        { params: { id: member.id }, body: { body: 'Once' } },
        { as: 'support', headers },
      );
    const [first, second] = [await send(), await send()];
    expect(second.id).toBe(first.id);
    expect((await notes()).total).toBe(total + 1);
  });
});

describe('mails to a member', () => {
  it('are theirs, the invitation among them, without text or secret', async () => {
    const other = await registerMember(platform);
    const mails = await platform.call('users.mails', { params: { id: member.id }, query: {} }, { as: 'support' });
    expect(mails.items.map((mail) => mail.kind).sort()).toEqual(['invitation', 'verify_email', 'welcome']);
    expect(mails.items.every((mail) => mail.to === member.email)).toBe(true);
    expect(JSON.stringify(mails)).not.toContain(other.email);
    expect(JSON.stringify(mails)).not.toContain(member.licenceKey);
    const outbox = await platform.call('outbox.list', { query: { user_id: member.id } }, { as: 'ops' });
    expect(outbox.items.map((mail) => mail.kind).sort()).toEqual(['verify_email', 'welcome']);
  });
});

describe('the timeline', () => {
  beforeAll(async () => {
    const params = { id: member.id };
    const next = () => platform.clock.advance(60_000);
    const signIn = (password: string) =>
      platform.attempt(
        'auth.signin',
        { body: { email: member.email, password } },
        { as: null, address: '198.51.100.8' },
      );
    await signIn('Wrong-password-1');
    next();
    const { body } = await signIn(testPassword);
    next();
    const { items } = await platform.call('users.sessions', { params, query: { state: 'live' } });
    await platform.call('users.sessions.revoke', { params: { ...params, session_id: items[0]?.id ?? '' }, query: {} });
    expect(body).toBeDefined();
    next();
    await platform.deps.database
      .insertInto('onboarding_steps')
      .values({
        user_id: member.id,
        step: 'api_key',
        done_at: platform.clock.now(),
        since: platform.clock.now(),
        data: '{}',
      })
      .execute();
    next();
    await platform.call('users.tier', {
      params,
      body: { tier: 'enterprise', expected_tier: 'premium', reason: 'Pilot' },
    });
    next();
    await platform.call('users.suspend', { params, body: { reason: 'Chargeback' } });
    next();
    await platform.call('users.reactivate', { params });
    next();
    const { version } = await platform.call('users.get', { params });
    await platform.call('users.update', { params, body: { version, company: 'Engines' } });
  });

  it('tells everything in the order of time, with who did it, in words', async () => {
    const { items, total } = await timeline();
    expect(items).toHaveLength(total);
    const times = items.map((event) => event.at);
    expect(times).toEqual([...times].sort().reverse());
    const kinds = items.map((event) => event.kind);
    for (const kind of [
      'invited',
      'mailed',
      'registered',
      'sign_in_failed',
      'signed_in',
      'session_revoked',
      'step_done',
      'tier_changed',
      'suspended',
      'reactivated',
      'profile_changed',
      'note',
    ] as const) {
      expect(kinds, kind).toContain(kind);
    }
    const words = (kind: string) => items.find((event) => event.kind === kind)?.words;
    expect(words('tier_changed')).toBe('Moved from Premium to Enterprise: Pilot.');
    expect(words('suspended')).toBe('Suspended: Chargeback.');
    expect(words('sign_in_failed')).toContain('198.51.100.8: wrong password.');
    expect(words('step_done')).toBe('Finished the step “API key”.');
    expect(words('session_revoked')).toBe('A session ended: ended by staff.');
    expect(words('profile_changed')).toBe('Changed company.');
    expect(items.find((event) => event.kind === 'suspended')?.actor.role).toBe('admin');
    expect(items.find((event) => event.kind === 'registered')?.actor).toMatchObject({ id: member.id, role: 'member' });
    expect(new Set(items.map((event) => event.key)).size).toBe(items.length);
    expect(JSON.stringify(items)).not.toContain(member.code);
    // What a table of its own tells is not told again by the audit log.
    expect(items.map((event) => event.words)).not.toContain('Noted.');
    expect(items.filter((event) => event.kind === 'signed_in')).toHaveLength(1);
    expect(items.at(-1)?.kind).not.toBe('note');
  });

  it.each(['-at', 'at'] as const)('is read in pages of any size by %s', async (sort) => {
    const whole = (await timeline({ sort })).items.map((event) => event.key);
    for (const limit of [1, 7]) {
      const read: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof timeline>> = await timeline({
          sort,
          limit,
          ...(cursor ? { cursor } : {}),
        });
        read.push(...page.items.map((event) => event.key));
        cursor = page.next_cursor;
      } while (cursor !== null);
      expect(read).toEqual(whole);
    }
  });

  it('is narrowed to one kind', async () => {
    const { items, total } = await timeline({ kind: 'note' });
    expect(total).toBe((await notes()).total);
    expect(new Set(items.map((event) => event.kind))).toEqual(new Set(['note']));
  });
});
