import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerMember, type TestMember } from '#test/support/members.ts';
import { createTestPlatform, type Identity, type TestPlatform, testPassword } from '#test/support/platform.ts';

const minute = 60_000;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 100 });
});
afterAll(() => platform.close());

const me = (as: Identity) => platform.attempt('auth.me', {}, { as });
const sessionsOf = async (id: string, query: object = {}) =>
  (await platform.call('users.sessions', { params: { id }, query }, { as: 'support' })).items;
const signInsOf = async (id: string, query: object = {}) =>
  (await platform.call('users.sign_ins', { params: { id }, query }, { as: 'support' })).items;
const signIn = (member: TestMember, from: { device?: string; address?: string; password?: string } = {}) =>
  platform.attempt(
    'auth.signin',
    { body: { email: member.email, password: from.password ?? testPassword, device: from.device ?? 'Laptop' } },
    { as: null, address: from.address ?? '192.0.2.9' },
  );

describe('sessions of a member', () => {
  it('end one by one: found by licence key, revoked, denied on the next request, on every node', async () => {
    const member = await registerMember(platform);
    const phone = await platform.signIn(member.id);
    const found = await platform.call('users.list', { query: { q: member.licenceKey } }, { as: 'support' });
    expect(found.items.map((row) => row.id)).toEqual([member.id]);
    expect(await sessionsOf(member.id, { state: 'live' })).toHaveLength(2);
    const params = { id: member.id, session_id: phone.sessionId };
    const ended = await platform.call(
      'users.sessions.revoke',
      { params, query: { reason: 'Lost phone' } },
      { as: 'support' },
    );
    expect(ended).toMatchObject({ state: 'revoked', revoked_reason: 'Lost phone', revoked_by: { role: 'support' } });
    const node = platform.secondNode();
    const headers = { authorization: `Bearer ${phone.accessToken}` };
    expect((await node.request('/api/auth/me', { headers })).status).toBe(401);
    expect((await me(member)).status).toBe(200);
    expect((await sessionsOf(member.id, { state: 'past' })).map((session) => session.id)).toEqual([phone.sessionId]);
    const again = await platform.attempt('users.sessions.revoke', { params, query: {} });
    expect(again.problem?.kind).toBe('state_conflict');
  });

  it('end all together', async () => {
    const member = await registerMember(platform);
    const [phone, tablet] = [await platform.signIn(member.id), await platform.signIn(member.id)];
    const answer = await platform.call(
      'users.sessions.revoke_all',
      { params: { id: member.id }, query: {} },
      { as: 'support' },
    );
    expect(answer.sessions_revoked).toBe(3);
    for (const session of [member, phone, tablet]) expect((await me(session)).status).toBe(401);
    expect((await sessionsOf(member.id)).map((session) => session.revoked_reason)).toEqual(
      Array(3).fill('Ended by staff'),
    );
    const none = await platform.call('users.sessions.revoke_all', { params: { id: member.id }, query: {} });
    expect(none.sessions_revoked).toBe(0);
  });

  it('are not ended through somebody else’s account', async () => {
    const [ada, bob] = [await registerMember(platform), await registerMember(platform)];
    const params = { id: bob.id, session_id: ada.sessionId };
    expect((await platform.attempt('users.sessions.revoke', { params, query: {} })).problem?.kind).toBe('not_found');
    expect((await me(ada)).status).toBe(200);
  });

  it('run out by themselves, which nobody did', async () => {
    const member = await registerMember(platform);
    platform.clock.advance(7 * 24 * 60 * minute);
    expect(await sessionsOf(member.id)).toMatchObject([{ state: 'expired', revoked_at: null, revoked_by: null }]);
    expect(await sessionsOf(member.id, { state: 'live' })).toEqual([]);
  });
});

describe('sessions of staff', () => {
  it('are for admins and themselves; ending all spares the one that asks', async () => {
    const person = await platform.staff('support');
    const other = await platform.signIn(person.id);
    const of = (as: Identity | 'ops' | 'admin') =>
      platform.attempt('users.sessions', { params: { id: person.id }, query: {} }, { as });
    expect((await of('ops')).problem?.kind).toBe('forbidden');
    expect((await of('admin')).status).toBe(200);
    expect((await of(person)).body?.items.map((session) => session.current).sort()).toEqual([false, true]);
    const all = await platform.call(
      'users.sessions.revoke_all',
      { params: { id: person.id }, query: {} },
      { as: person },
    );
    expect(all.sessions_revoked).toBe(1);
    expect((await me(person)).status).toBe(200);
    expect((await me(other)).status).toBe(401);
  });
});

describe('the history of sign-ins', () => {
  it('has tries that failed, with device and network, and says why', async () => {
    const member = await registerMember(platform);
    await signIn(member, { password: 'Wrong-password-1', address: '203.0.113.5' });
    platform.clock.advance(1000);
    await signIn(member);
    const [good, bad] = await signInsOf(member.id);
    expect(good).toMatchObject({
      outcome: 'succeeded',
      device: 'Laptop',
      address: '192.0.2.9',
      network: '192.0.0.0/16',
    });
    expect(bad).toMatchObject({
      outcome: 'failed',
      reason: 'Wrong password',
      device: 'Laptop',
      address: '203.0.113.5',
      session_id: null,
    });
    expect(await signInsOf(member.id, { outcome: 'failed' })).toHaveLength(1);
    expect(JSON.stringify(await signInsOf(member.id))).not.toContain('Wrong-password-1');
  });
});

describe('anomalies', () => {
  const rulesOf = async (id: string) =>
    (await platform.call('users.story', { params: { id } })).anomalies.map((anomaly) => anomaly.rule).sort();

  it('are none at a first sign-in, nor at the next from the same device and network', async () => {
    const { id, email } = await platform.staff('ops');
    await platform.deps.database.deleteFrom('sessions').where('user_id', '=', id).execute();
    for (const address of ['192.0.2.9', '192.0.77.1']) {
      await platform.call(
        'auth.signin',
        { body: { email, password: testPassword, device: 'Desk' } },
        { as: null, address },
      );
      platform.clock.advance(minute);
    }
    expect(await rulesOf(id)).toEqual([]);
  });

  it('flag a device that was never used, once', async () => {
    const member = await registerMember(platform);
    platform.clock.advance(60 * minute);
    await signIn(member, { device: 'New phone' });
    platform.clock.advance(60 * minute);
    await signIn(member, { device: 'New phone' });
    expect(await rulesOf(member.id)).toEqual(['new_device']);
    const [, flagged] = await signInsOf(member.id);
    expect(flagged?.anomalies).toMatchObject([{ rule: 'new_device', words: expect.stringContaining('New phone') }]);
  });

  it('flag two networks within ten minutes, not one after an hour or at home', async () => {
    const member = await registerMember(platform);
    platform.clock.advance(60 * minute);
    await signIn(member, { device: 'test', address: '198.51.100.4' });
    expect(await rulesOf(member.id)).toEqual([]);
    platform.clock.advance(9 * minute);
    await signIn(member, { device: 'test', address: '127.0.0.1' });
    expect(await rulesOf(member.id)).toEqual([]);
    await signIn(member, { device: 'test', address: '203.0.113.9' });
    expect(await rulesOf(member.id)).toEqual(['overlapping_networks']);
  });

  it('flag a right password after five wrong ones', async () => {
    const member = await registerMember(platform);
    platform.clock.advance(60 * minute);
    for (let round = 0; round < 4; round += 1) await signIn(member, { device: 'test', password: 'Wrong-password-1' });
    await signIn(member, { device: 'test' });
    expect(await rulesOf(member.id)).toEqual([]);
    platform.clock.advance(minute);
    for (let round = 0; round < 5; round += 1) await signIn(member, { device: 'test', password: 'Wrong-password-1' });
    await signIn(member, { device: 'test' });
    expect(await rulesOf(member.id)).toEqual(['failures_before_success']);
  });

  it('flag a refresh token that comes back', async () => {
    const member = await registerMember(platform);
    platform.clock.advance(60 * minute);
    const first = await signIn(member, { device: 'test' });
    const refresh = () =>
      platform.attempt('auth.refresh', { body: { refresh_token: first.body?.refresh_token ?? '' } }, { as: null });
    expect((await refresh()).status).toBe(200);
    platform.clock.advance(minute);
    expect((await refresh()).problem?.kind).toBe('session_revoked');
    expect(await rulesOf(member.id)).toEqual(['refresh_token_reuse']);
    const [stolen] = await sessionsOf(member.id, { state: 'past' });
    expect(stolen).toMatchObject({
      revoked_reason: 'A copy of its refresh token was used',
      revoked_by: { role: 'system' },
      anomalies: [{ rule: 'refresh_token_reuse' }],
    });
  });
});
