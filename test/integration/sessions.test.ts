import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform, testPassword } from '#test/support/platform.ts';

describe('sessions', () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await createTestPlatform();
    await platform.staff('ops', { email: 'mei@example.test', fullName: 'Mei Tanaka' });
  });
  afterAll(() => platform.close());

  const signIn = (extra: { device?: string } = {}) =>
    platform.call(
      'auth.signin',
      { body: { email: 'mei@example.test', password: testPassword, ...extra } },
      { as: null },
    );
  const refresh = (token: string) => platform.attempt('auth.refresh', { body: { refresh_token: token } }, { as: null });
  const me = (accessToken: string) =>
    platform.attempt('auth.me', {}, { as: null, headers: { authorization: `Bearer ${accessToken}` } });

  it('opens one with a pair of tokens and says who signed in', async () => {
    const answer = await signIn();
    expect(answer).toMatchObject({
      token_type: 'Bearer',
      expires_in: 900,
      user: { email: 'mei@example.test', role: 'ops' },
    });
    expect((await me(answer.access_token)).body).toMatchObject({ full_name: 'Mei Tanaka' });
  });

  it('rotates the refresh token', async () => {
    const first = await signIn();
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body?.refresh_token).not.toBe(first.refresh_token);
    const third = await refresh(second.body?.refresh_token ?? '');
    expect(third.status).toBe(200);
    expect((await me(third.body?.access_token ?? '')).status).toBe(200);
  });

  it('gives the immediate predecessor the same successor again for 10 seconds, without a second branch', async () => {
    const first = await signIn();
    const second = await refresh(first.refresh_token);
    platform.clock.advance(10_000);
    const again = await refresh(first.refresh_token);
    expect(again.status).toBe(200);
    expect(again.body?.refresh_token).toBe(second.body?.refresh_token);
    expect((await me(again.body?.access_token ?? '')).status).toBe(200);
    expect((await refresh(again.body?.refresh_token ?? '')).status).toBe(200);
  });

  it('ends the session when a token comes back after its grace', async () => {
    const first = await signIn();
    const second = await refresh(first.refresh_token);
    platform.clock.advance(10_001);
    const stolen = await refresh(first.refresh_token);
    expect(stolen.problem?.kind).toBe('session_revoked');
    expect((await refresh(second.body?.refresh_token ?? '')).problem?.kind).toBe('session_revoked');
    expect((await me(second.body?.access_token ?? '')).problem?.kind).toBe('session_revoked');
    const session = await platform.deps.database
      .selectFrom('audit_entries')
      .select('details')
      .where('action', '=', 'session.revoked')
      .orderBy('sequence', 'desc')
      .executeTakeFirstOrThrow();
    expect(session.details).toEqual({ reason: 'refresh_token_reused' });
  });

  it('ends the session when a token older than the predecessor comes back, however quickly', async () => {
    const first = await signIn();
    const second = await refresh(first.refresh_token);
    const third = await refresh(second.body?.refresh_token ?? '');
    expect((await refresh(first.refresh_token)).problem?.kind).toBe('session_revoked');
    expect((await refresh(third.body?.refresh_token ?? '')).problem?.kind).toBe('session_revoked');
  });

  it('gives twenty simultaneous refreshes one and the same successor', async () => {
    const first = await signIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(first.refresh_token)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => answer.body?.refresh_token)).size).toBe(1);
  });

  it('lets a refresh token lapse after 7 days, and an access token after 15 minutes', async () => {
    const answer = await signIn();
    platform.clock.advance(15 * 60_000 - 1000);
    expect((await me(answer.access_token)).status).toBe(200);
    platform.clock.advance(1000);
    expect((await me(answer.access_token)).problem?.kind).toBe('token_expired');
    platform.clock.advance(7 * 86_400_000);
    expect((await refresh(answer.refresh_token)).problem?.kind).toBe('token_expired');
  });

  it('is denied on the very next request after it was signed out, on every node', async () => {
    const answer = await signIn();
    const other = platform.secondNode();
    const headers = { authorization: `Bearer ${answer.access_token}` };
    expect((await other.request('/api/auth/me', { headers })).status).toBe(200);
    expect((await platform.attempt('auth.signout', {}, { as: null, headers })).status).toBe(204);
    expect((await other.request('/api/auth/me', { headers })).status).toBe(401);
    expect((await refresh(answer.refresh_token)).problem?.kind).toBe('session_revoked');
  });

  it.each(['suspended', 'deleted'] as const)('is denied on the next request once its user is %s', async (state) => {
    const person = await platform.staff('support');
    expect((await platform.attempt('auth.me', {}, { as: person })).status).toBe(200);
    await platform.deps.database.updateTable('users').set({ state }).where('id', '=', person.id).execute();
    expect((await platform.attempt('auth.me', {}, { as: person })).problem?.kind).toBe('session_revoked');
  });

  it('acts by the role in the database, not by the one at sign-in', async () => {
    const person = await platform.staff('admin');
    await platform.deps.database.updateTable('users').set({ role: 'support' }).where('id', '=', person.id).execute();
    const body = { email: 'new@example.test', full_name: 'New', role: 'ops' as const, password: testPassword };
    expect((await platform.attempt('users.create', { body }, { as: person })).problem?.kind).toBe('forbidden');
  });

  it('remembers device, address and when it was opened', async () => {
    await signIn({ device: 'Front desk' });
    const session = await platform.deps.database
      .selectFrom('sessions')
      .select(['device', 'address', 'created_at', 'last_seen_at'])
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    expect(session).toMatchObject({ device: 'Front desk', address: '192.0.2.1', created_at: platform.clock.now() });
  });
});
