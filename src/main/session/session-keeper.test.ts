import { describe, expect, it } from 'vitest';
import { answerJson, answerProblem, fakeTokens, fakeUser } from '#test/support/fake-platform.ts';
import {
  addProfile,
  desk,
  failureOf,
  openSessionDesk,
  signInTo,
  startConsole,
  until,
} from '#test/support/session-desk.ts';

openSessionDesk();

describe('signing in', () => {
  it('signs in, keeps the refresh token in the keychain and nothing of it in the settings or the state', async () => {
    const { keeper, profiles, states } = startConsole();
    const profile = addProfile(profiles);
    const state = await keeper.signIn(signInTo(profile));
    expect(state).toMatchObject({ status: 'signed_in', user: { email: 'mei@example.com' }, connection: 'online' });
    await until(() => desk.secrets.has(profile.id));
    expect(JSON.parse(desk.secrets.get(profile.id) ?? '')).toEqual({
      origin: desk.platform.url,
      refresh_token: 'refresh-1',
    });
    expect(keeper.state().keychain).toBe('ok');
    expect(JSON.stringify([desk.disk, states])).not.toMatch(/refresh-1|access-1|right/);
    expect(JSON.parse(desk.platform.received[0]?.body ?? '')).toMatchObject({ password: 'right', device: 'test desk' });
  });

  it.each([
    [401, 'invalid_credentials'],
    [401, 'totp_required'],
    [429, 'rate_limited'],
  ])('hands on %i %s and stays signed out', async (status, kind) => {
    desk.behaviour['/api/auth/signin'] = (_request, response) => answerProblem(response, status, kind);
    const { keeper, profiles } = startConsole();
    expect(await failureOf(keeper.signIn(signInTo(addProfile(profiles))))).toMatchObject({ kind, status });
    expect(keeper.state()).toMatchObject({ status: 'signed_out', connection: 'unknown' });
    expect(desk.secrets.size).toBe(0);
  });

  it('turns a member of the beta away and ends the session that was just opened', async () => {
    const member = { ...fakeUser, role: 'member' };
    desk.behaviour['/api/auth/signin'] = (_request, response) =>
      answerJson(response, 200, fakeTokens('1', { user: member }));
    const { keeper, profiles } = startConsole();
    expect(await failureOf(keeper.signIn(signInTo(addProfile(profiles))))).toMatchObject({ kind: 'forbidden' });
    await until(() => desk.platform.count('/api/auth/signout') === 1);
  });

  it('works with a locked keychain, in memory, and keeps the session once it is unlocked', async () => {
    desk.lockKeychain();
    const { keeper, profiles } = startConsole();
    const profile = addProfile(profiles);
    expect(await keeper.signIn(signInTo(profile))).toMatchObject({ status: 'signed_in' });
    await until(() => keeper.state().keychain === 'locked');
    expect(profiles.isRestorable(profile.id)).toBe(false);
    desk.keychainTrouble = null;
    expect(await keeper.retryKeychain()).toMatchObject({ status: 'signed_in', keychain: 'ok' });
    expect(desk.secrets.get(profile.id)).toContain('refresh-1');
    expect(profiles.isRestorable(profile.id)).toBe(true);
  });

  it('ends the session it takes the place of', async () => {
    const { keeper, profiles } = startConsole();
    const first = addProfile(profiles);
    await keeper.signIn(signInTo(first));
    await until(() => desk.secrets.has(first.id));
    const second = addProfile(profiles, desk.other.url);
    await keeper.signIn(signInTo(second));
    await until(() => desk.platform.count('/api/auth/signout') === 1 && !desk.secrets.has(first.id));
    expect(keeper.state().profile?.id).toBe(second.id);
    expect(desk.other.count('/api/auth/signout')).toBe(0);
  });

  it('never lets two sign-ins at once both win', async () => {
    const { keeper, profiles } = startConsole();
    const profile = addProfile(profiles);
    const both = await Promise.allSettled([keeper.signIn(signInTo(profile)), keeper.signIn(signInTo(profile))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    await until(() => desk.platform.count('/api/auth/signout') === 1);
  });
});

describe('signing out', () => {
  it.each(['ok', 'locked'])('ends the session on the platform with the keychain %s', async (keychainState) => {
    const { keeper, profiles } = startConsole();
    const profile = addProfile(profiles);
    await keeper.signIn(signInTo(profile));
    await until(() => desk.secrets.has(profile.id));
    if (keychainState === 'locked') desk.lockKeychain();
    expect(await keeper.signOut()).toMatchObject({ status: 'signed_out', notice: null, user: null });
    expect(desk.platform.received.at(-1)).toMatchObject({
      path: '/api/auth/signout',
      headers: { authorization: 'Bearer access-1' },
    });
    // What a locked keychain still holds is never used again.
    expect(profiles.isRestorable(profile.id)).toBe(false);
    expect(startConsole().keeper.state().status).toBe('signed_out');
    if (keychainState === 'ok') expect(desk.secrets.size).toBe(0);
  });

  it('says so when the platform could not be told', async () => {
    const { keeper, profiles } = startConsole();
    await keeper.signIn(signInTo(addProfile(profiles)));
    await desk.platform.stop();
    const state = await keeper.signOut();
    expect(state.status).toBe('signed_out');
    expect(state.notice).toContain('the platform could not be told');
  });

  it('is content when the platform had ended the session before', async () => {
    desk.behaviour['/api/auth/signout'] = (_request, response) => answerProblem(response, 401, 'session_revoked');
    const { keeper, profiles } = startConsole();
    await keeper.signIn(signInTo(addProfile(profiles)));
    expect(await keeper.signOut()).toMatchObject({ status: 'signed_out', notice: null });
  });
});

describe('a session that ends by itself', () => {
  it('signs out, says why with the request id, and forgets the secret', async () => {
    const { keeper, profiles, client } = startConsole();
    const profile = addProfile(profiles);
    await keeper.signIn(signInTo(profile));
    await until(() => desk.secrets.has(profile.id));
    desk.behaviour['/beta/capacity'] = (_request, response) => answerProblem(response, 401, 'session_revoked');
    expect(await client.call('capacity.get', {}, {})).toMatchObject({ error: { kind: 'session_revoked' } });
    expect(keeper.state()).toMatchObject({ status: 'signed_out', profile: { id: profile.id } });
    expect(keeper.state().notice).toContain('from-platform');
    await until(() => desk.secrets.size === 0);
  });
});

describe('before anybody is signed in', () => {
  it('refuses what needs a session and lets public operations reach the last profile', async () => {
    const { keeper, profiles, client } = startConsole();
    expect(await client.call('monitoring.health', {}, {})).toMatchObject({ error: { kind: 'not_connected' } });
    const { saved, before } = profiles.save({
      id: null,
      name: 'B',
      colour: 'red',
      address: desk.platform.url,
      email: '',
    });
    await keeper.profileSaved(saved, before);
    expect(await client.call('capacity.get', {}, {})).toMatchObject({ error: { kind: 'not_connected' } });
    expect((await client.call('monitoring.health', {}, {})).ok).toBe(true);
    expect(desk.platform.received.at(-1)?.headers.authorization).toBeUndefined();
  });
});
