import { describe, expect, it } from 'vitest';
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

describe('profiles', () => {
  it('never lets credentials follow to another address', async () => {
    const { keeper, profiles } = startConsole();
    const profile = addProfile(profiles);
    await keeper.signIn(signInTo(profile));
    await until(() => desk.secrets.has(profile.id));
    const { saved, before } = profiles.save({ ...profile, address: desk.other.url });
    await keeper.profileSaved(saved, before);
    expect(keeper.state()).toMatchObject({ status: 'signed_out', profile: { address: desk.other.url } });
    expect(keeper.state().notice).toContain('address of this profile was changed');
    expect(desk.platform.count('/api/auth/signout')).toBe(1);
    expect(desk.other.received).toEqual([]);
    expect(desk.secrets.size).toBe(0);
  });

  it('shows a new name at once and stays signed in', async () => {
    const { keeper, profiles } = startConsole();
    const profile = addProfile(profiles);
    await keeper.signIn(signInTo(profile));
    const { saved, before } = profiles.save({ ...profile, name: 'Production' });
    await keeper.profileSaved(saved, before);
    expect(keeper.state()).toMatchObject({ status: 'signed_in', profile: { name: 'Production' } });
  });

  it('deletes the secret with the profile and ends its session', async () => {
    const { keeper, profiles } = startConsole();
    const profile = addProfile(profiles);
    await keeper.signIn(signInTo(profile));
    await until(() => desk.secrets.has(profile.id));
    await keeper.profileRemoved(profile.id);
    profiles.remove(profile.id);
    expect(desk.secrets.size).toBe(0);
    expect(desk.platform.count('/api/auth/signout')).toBe(1);
    expect(keeper.state()).toMatchObject({ status: 'signed_out', profile: null });
  });
});

describe('the rehearsal', () => {
  it('signs in as the role, changes role, and leaves no trace in keychain or settings', async () => {
    const { keeper } = startConsole();
    expect(await keeper.explore('ops')).toMatchObject({
      status: 'signed_in',
      keychain: 'unused',
      profile: { rehearsal: true, address: desk.other.url, email: 'ops@rehearsal.example' },
    });
    await keeper.explore('admin');
    expect(keeper.state().profile?.email).toBe('admin@rehearsal.example');
    await until(() => desk.other.count('/api/auth/signout') === 1);
    expect(desk.stopped).not.toHaveBeenCalled();
    await keeper.signOut();
    expect(desk.stopped).toHaveBeenCalledTimes(1);
    expect(desk.secrets.size).toBe(0);
    expect(desk.disk).toBeUndefined();
  });

  it('says which role it has no account for', async () => {
    expect(await failureOf(startConsole().keeper.explore('support'))).toMatchObject({ kind: 'not_found' });
  });

  it('follows the platform to another port', async () => {
    const { keeper } = startConsole();
    await keeper.explore('ops');
    keeper.rehearsalDown();
    expect(keeper.state().connection).toBe('offline');
    keeper.rehearsalMoved('http://127.0.0.1:4');
    expect(keeper.state().profile?.address).toBe('http://127.0.0.1:4');
  });
});
