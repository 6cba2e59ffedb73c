import { describe, expect, it, vi } from 'vitest';
import type { defaultSettings } from '#main/profiles/settings.ts';
import { answerJson, answerProblem, fakeTokens, fakeUser } from '#test/support/fake-platform.ts';
import { patience } from '#test/support/patience.ts';
import { addProfile, desk, openSessionDesk, signInTo, startConsole, until } from '#test/support/session-desk.ts';

openSessionDesk();

describe('taking up the last session', () => {
  async function signedInBefore() {
    const { keeper, profiles } = startConsole();
    const profile = addProfile(profiles);
    await keeper.signIn(signInTo(profile));
    await until(() => profiles.isRestorable(profile.id));
    return profile;
  }

  it('is under way from the first moment, and keeps the rotated token', async () => {
    const profile = await signedInBefore();
    const { keeper } = startConsole();
    expect(keeper.state()).toMatchObject({ status: 'restoring', profile: { id: profile.id } });
    await keeper.restore();
    expect(keeper.state()).toMatchObject({ status: 'signed_in', user: fakeUser, keychain: 'ok' });
    expect(desk.secrets.get(profile.id)).toContain('refresh-rotated-1');
  });

  it('does not touch the keychain when nobody was signed in', () => {
    const read = vi.spyOn(desk.keychain, 'read');
    const { keeper } = startConsole();
    void keeper.restore();
    expect(keeper.state().status).toBe('signed_out');
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
  });

  it('ends with a reason when the platform refuses it', async () => {
    await signedInBefore();
    desk.behaviour['/api/auth/refresh'] = (_request, response) => answerProblem(response, 401, 'session_revoked');
    const { keeper } = startConsole();
    await keeper.restore();
    expect(keeper.state().status).toBe('signed_out');
    expect(keeper.state().notice).toContain('Your session was ended');
    await until(() => desk.secrets.size === 0);
    expect(startConsole().keeper.state().status).toBe('signed_out');
  });

  it('waits in a locked keychain for another try', async () => {
    await signedInBefore();
    desk.lockKeychain();
    const { keeper } = startConsole();
    await keeper.restore();
    expect(keeper.state()).toMatchObject({ status: 'signed_out', keychain: 'locked' });
    expect(keeper.state().notice).toContain('Unlock it');
    desk.keychainTrouble = null;
    expect(await keeper.retryKeychain()).toMatchObject({ status: 'signed_in', keychain: 'ok' });
  });

  it('finds nothing after the address was changed behind its back', async () => {
    const profile = await signedInBefore();
    const settings = structuredClone(desk.disk) as typeof defaultSettings;
    desk.disk = { ...settings, profiles: [{ ...profile, address: desk.other.url }] };
    const { keeper } = startConsole();
    await keeper.restore();
    expect(keeper.state()).toMatchObject({ status: 'signed_out', profile: { address: desk.other.url } });
    expect(desk.other.received).toEqual([]);
    expect(desk.secrets.size).toBe(0);
  });

  it('waits for a platform that is busy, and goes on as soon as it answers', async () => {
    await signedInBefore();
    let tries = 0;
    const good = desk.behaviour['/api/auth/refresh'];
    desk.behaviour['/api/auth/refresh'] = (request, response) => {
      tries += 1;
      return tries === 1 ? answerProblem(response, 503, 'unavailable') : good?.(request, response);
    };
    const { keeper } = startConsole();
    const restored = keeper.restore();
    await until(() => tries === 1);
    expect(keeper.state().status).toBe('restoring');
    await vi.waitFor(() => {
      keeper.announce();
      if (keeper.state().status !== 'signed_in') throw new Error('not yet');
    }, patience);
    await restored;
  });

  it('gives way to somebody who signs in meanwhile', async () => {
    const profile = await signedInBefore();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    desk.behaviour['/api/auth/refresh'] = async (_request, response) => {
      await held;
      answerJson(response, 200, fakeTokens('late'));
    };
    const { keeper } = startConsole();
    const restored = keeper.restore();
    await until(() => desk.platform.count('/api/auth/refresh') === 1);
    await keeper.signIn(signInTo(profile));
    release();
    await restored;
    await until(() => desk.platform.received.some(({ headers }) => headers.authorization === 'Bearer access-late'));
    expect(keeper.state().status).toBe('signed_in');
    expect(desk.secrets.get(profile.id)).toContain('refresh-1');
  });

  it('lets calls wait for it, and answers them as the person who is back', async () => {
    await signedInBefore();
    desk.behaviour['/beta/capacity'] = (_request, response) =>
      answerJson(response, 200, { capacity: 5, free: 5, reserved: 0, used: 0, overbooking: 1, version: 1 });
    const { keeper, client } = startConsole();
    const early = client.call('capacity.get', {}, {});
    await keeper.restore();
    expect(await early).toMatchObject({ ok: true });
    expect(desk.platform.received.at(-1)?.headers.authorization).toBe('Bearer access-rotated-1');
  });

  it('never runs what was asked before in the name of somebody who signs in instead', async () => {
    const profile = await signedInBefore();
    desk.behaviour['/api/auth/refresh'] = (_request, response) => answerProblem(response, 503, 'unavailable');
    const { keeper, client } = startConsole();
    const restored = keeper.restore();
    const early = client.call('capacity.get', {}, {});
    await until(() => desk.platform.count('/api/auth/refresh') === 1);
    await keeper.signIn(signInTo(profile));
    expect(await early).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    await restored;
    expect(desk.platform.count('/beta/capacity')).toBe(0);
  });

  it('says so at once when the platform is away', async () => {
    await signedInBefore();
    await desk.platform.stop();
    const { keeper, client } = startConsole();
    void keeper.restore();
    const answer = await client.call('capacity.get', {}, {});
    expect(answer).toMatchObject({ ok: false, error: { kind: 'offline' } });
    if (!answer.ok) expect(answer.error.detail).toContain('could not be taken up yet');
    await keeper.signOut();
  });

  it('is over after signing out while its rotated token was still being written', async () => {
    const profile = await signedInBefore();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { write } = desk.keychain;
    const writing = vi.spyOn(desk.keychain, 'write').mockImplementation(async (account, secret) => {
      await held;
      await write.call(desk.keychain, account, secret);
    });
    const { keeper, profiles } = startConsole();
    const restored = keeper.restore();
    await until(() => keeper.state().status === 'signed_in' && writing.mock.calls.length > 0);
    const signedOut = keeper.signOut();
    release();
    await Promise.all([restored, signedOut]);
    writing.mockRestore();
    expect(desk.secrets.size).toBe(0);
    expect(profiles.isRestorable(profile.id)).toBe(false);
    expect(startConsole().keeper.state()).toMatchObject({ status: 'signed_out', keychain: 'unused' });
  });

  it('signs out of a session that is still being taken up', async () => {
    await signedInBefore();
    desk.behaviour['/api/auth/refresh'] = (_request, response) => answerProblem(response, 503, 'unavailable');
    const { keeper } = startConsole();
    const restored = keeper.restore();
    await until(() => desk.platform.count('/api/auth/refresh') === 1);
    desk.behaviour['/api/auth/refresh'] = (_request, response) => answerJson(response, 200, fakeTokens('last'));
    expect(await keeper.signOut()).toMatchObject({ status: 'signed_out', notice: null });
    await restored;
    expect(desk.platform.received.at(-1)?.headers.authorization).toBe('Bearer access-last');
    expect(keeper.state().status).toBe('signed_out');
    expect(desk.secrets.size).toBe(0);
  });
});
