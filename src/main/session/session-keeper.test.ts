import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Profile, SessionState } from '#bridge/channels.ts';
import { type Keychain, KeychainTrouble } from '#main/credentials/keychain.ts';
import { CredentialVault } from '#main/credentials/vault.ts';
import { createAxiosStreamTransport } from '#main/platform-client/axios-stream-transport.ts';
import { createAxiosTransport } from '#main/platform-client/axios-transport.ts';
import { CallFailure } from '#main/platform-client/call-error.ts';
import { Download } from '#main/platform-client/download.ts';
import { Exchange } from '#main/platform-client/exchange.ts';
import { PlatformClient } from '#main/platform-client/platform-client.ts';
import { Profiles } from '#main/profiles/profiles.ts';
import { type defaultSettings, SettingsFile } from '#main/profiles/settings.ts';
import { succeed } from '#shared/result.ts';
import {
  answerJson,
  answerProblem,
  type FakePlatform,
  fakeTokens,
  fakeUser,
  startFakePlatform,
} from '#test/support/fake-platform.ts';
import { Connection } from './connection.ts';
import { SessionKeeper } from './session-keeper.ts';

/** What the fake platform does with each path; a test changes what it needs to. */
let behaviour: Record<string, Parameters<typeof startFakePlatform>[0]>;
let platform: FakePlatform;
let other: FakePlatform;
const secrets = new Map<string, string>();
let keychainTrouble: KeychainTrouble | null;
let disk: unknown;
const stopped = vi.fn();

beforeEach(async () => {
  secrets.clear();
  keychainTrouble = null;
  disk = undefined;
  stopped.mockReset();
  let rotation = 0;
  behaviour = {
    '/api/auth/signin': (_request, response) => answerJson(response, 200, fakeTokens('1')),
    '/api/auth/refresh': (_request, response) => {
      rotation += 1;
      answerJson(response, 200, fakeTokens(`rotated-${rotation}`));
    },
    '/api/auth/signout': (_request, response) => void response.writeHead(204).end(),
    '/health': (_request, response) => answerJson(response, 200, { status: 'ok', version: '1', uptime_seconds: 1 }),
  };
  const serve: Parameters<typeof startFakePlatform>[0] = (request, response) =>
    (behaviour[request.path] ?? (() => answerProblem(response, 404, 'not_found')))(request, response);
  platform = await startFakePlatform(serve);
  other = await startFakePlatform(serve);
});
afterEach(async () => {
  await platform.stop();
  await other.stop();
});

const keychain: Keychain = {
  async read(account) {
    if (keychainTrouble) throw keychainTrouble;
    return secrets.get(account) ?? null;
  },
  async write(account, secret) {
    if (keychainTrouble) throw keychainTrouble;
    secrets.set(account, secret);
  },
  async remove(account) {
    if (keychainTrouble) throw keychainTrouble;
    secrets.delete(account);
  },
};
const locked = () => {
  keychainTrouble = new KeychainTrouble('locked', 'unlock prompt was dismissed');
};

/** Starts the session side of main, as after a start of the console: settings and keychain are what they were. */
function startConsole() {
  const settings = SettingsFile.open(
    {
      read: () => disk,
      write: (value) => {
        disk = structuredClone(value);
      },
      setAside: () => 'aside',
    },
    () => undefined,
  );
  const profiles = new Profiles(settings);
  const states: SessionState[] = [];
  const exchange: Exchange = new Exchange({
    transport: createAxiosTransport(),
    userAgent: 't',
    onOutcome: (outcome) => keeper.observe(outcome),
  });
  const download = new Download({
    transport: createAxiosStreamTransport(),
    userAgent: 't',
    onOutcome: () => undefined,
  });
  const connection = new Connection({ probe: async () => false, onChange: () => keeper.announce() });
  const vault = new CredentialVault(keychain, () => keeper.announce());
  const keeper: SessionKeeper = new SessionKeeper({
    exchange,
    profiles,
    vault,
    connection,
    rehearsal: {
      start: async () => ({
        url: other.url,
        accounts: [
          { role: 'ops', email: 'ops@rehearsal.example', password: 'pw' },
          { role: 'admin', email: 'admin@rehearsal.example', password: 'pw' },
        ],
      }),
      origin: async () => succeed(other.url),
      stop: async () => stopped(),
    },
    device: 'test desk',
    onChange: (state) => states.push(state),
    onTrouble: (error) => {
      throw error;
    },
  });
  return {
    keeper,
    profiles,
    settings,
    states,
    client: new PlatformClient(exchange, download, (p) => keeper.authorityFor(p)),
  };
}

function addProfile(profiles: Profiles, address = platform.url): Profile {
  return profiles.save({ id: null, name: 'Beta', colour: 'teal', address, email: 'mei@example.com' }).saved;
}

const signInTo = ({ id }: Profile) => ({ profile_id: id, email: 'mei@example.com', password: 'right' });

/** Waits for a fact, not for a time. */
async function until(fact: () => boolean): Promise<void> {
  await vi.waitFor(() => {
    if (!fact()) throw new Error('not yet');
  });
}

async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CallFailure)) throw new Error('It was expected to fail.');
  return error.error;
}

describe('signing in', () => {
  it('signs in, keeps the refresh token in the keychain and nothing of it in the settings or the state', async () => {
    const { keeper, profiles, states } = startConsole();
    const profile = addProfile(profiles);
    const state = await keeper.signIn(signInTo(profile));
    expect(state).toMatchObject({ status: 'signed_in', user: { email: 'mei@example.com' }, connection: 'online' });
    await until(() => secrets.has(profile.id));
    expect(JSON.parse(secrets.get(profile.id) ?? '')).toEqual({ origin: platform.url, refresh_token: 'refresh-1' });
    expect(keeper.state().keychain).toBe('ok');
    expect(JSON.stringify([disk, states])).not.toMatch(/refresh-1|access-1|right/);
    expect(JSON.parse(platform.received[0]?.body ?? '')).toMatchObject({ password: 'right', device: 'test desk' });
  });

  it.each([
    [401, 'invalid_credentials'],
    [401, 'totp_required'],
    [429, 'rate_limited'],
  ])('hands on %i %s and stays signed out', async (status, kind) => {
    behaviour['/api/auth/signin'] = (_request, response) => answerProblem(response, status, kind);
    const { keeper, profiles } = startConsole();
    expect(await failureOf(keeper.signIn(signInTo(addProfile(profiles))))).toMatchObject({ kind, status });
    expect(keeper.state()).toMatchObject({ status: 'signed_out', connection: 'unknown' });
    expect(secrets.size).toBe(0);
  });

  it('turns a member of the beta away and ends the session that was just opened', async () => {
    const member = { ...fakeUser, role: 'member' };
    behaviour['/api/auth/signin'] = (_request, response) =>
      answerJson(response, 200, fakeTokens('1', { user: member }));
    const { keeper, profiles } = startConsole();
    expect(await failureOf(keeper.signIn(signInTo(addProfile(profiles))))).toMatchObject({ kind: 'forbidden' });
    await until(() => platform.count('/api/auth/signout') === 1);
  });

  it('works with a locked keychain, in memory, and keeps the session once it is unlocked', async () => {
    locked();
    const { keeper, profiles } = startConsole();
    const profile = addProfile(profiles);
    expect(await keeper.signIn(signInTo(profile))).toMatchObject({ status: 'signed_in' });
    await until(() => keeper.state().keychain === 'locked');
    expect(profiles.isRestorable(profile.id)).toBe(false);
    keychainTrouble = null;
    expect(await keeper.retryKeychain()).toMatchObject({ status: 'signed_in', keychain: 'ok' });
    expect(secrets.get(profile.id)).toContain('refresh-1');
    expect(profiles.isRestorable(profile.id)).toBe(true);
  });

  it('ends the session it takes the place of', async () => {
    const { keeper, profiles } = startConsole();
    const first = addProfile(profiles);
    await keeper.signIn(signInTo(first));
    await until(() => secrets.has(first.id));
    const second = addProfile(profiles, other.url);
    await keeper.signIn(signInTo(second));
    await until(() => platform.count('/api/auth/signout') === 1 && !secrets.has(first.id));
    expect(keeper.state().profile?.id).toBe(second.id);
    expect(other.count('/api/auth/signout')).toBe(0);
  });

  it('never lets two sign-ins at once both win', async () => {
    const { keeper, profiles } = startConsole();
    const profile = addProfile(profiles);
    const both = await Promise.allSettled([keeper.signIn(signInTo(profile)), keeper.signIn(signInTo(profile))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    await until(() => platform.count('/api/auth/signout') === 1);
  });
});

describe('signing out', () => {
  it.each(['ok', 'locked'])('ends the session on the platform with the keychain %s', async (keychainState) => {
    const { keeper, profiles } = startConsole();
    const profile = addProfile(profiles);
    await keeper.signIn(signInTo(profile));
    await until(() => secrets.has(profile.id));
    if (keychainState === 'locked') locked();
    expect(await keeper.signOut()).toMatchObject({ status: 'signed_out', notice: null, user: null });
    expect(platform.received.at(-1)).toMatchObject({
      path: '/api/auth/signout',
      headers: { authorization: 'Bearer access-1' },
    });
    // What a locked keychain still holds is never used again.
    expect(profiles.isRestorable(profile.id)).toBe(false);
    expect(startConsole().keeper.state().status).toBe('signed_out');
    if (keychainState === 'ok') expect(secrets.size).toBe(0);
  });

  it('says so when the platform could not be told', async () => {
    const { keeper, profiles } = startConsole();
    await keeper.signIn(signInTo(addProfile(profiles)));
    await platform.stop();
    const state = await keeper.signOut();
    expect(state.status).toBe('signed_out');
    expect(state.notice).toContain('the platform could not be told');
  });

  it('is content when the platform had ended the session before', async () => {
    behaviour['/api/auth/signout'] = (_request, response) => answerProblem(response, 401, 'session_revoked');
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
    await until(() => secrets.has(profile.id));
    behaviour['/beta/capacity'] = (_request, response) => answerProblem(response, 401, 'session_revoked');
    expect(await client.call('capacity.get', {}, {})).toMatchObject({ error: { kind: 'session_revoked' } });
    expect(keeper.state()).toMatchObject({ status: 'signed_out', profile: { id: profile.id } });
    expect(keeper.state().notice).toContain('from-platform');
    await until(() => secrets.size === 0);
  });
});

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
    expect(secrets.get(profile.id)).toContain('refresh-rotated-1');
  });

  it('does not touch the keychain when nobody was signed in', () => {
    const read = vi.spyOn(keychain, 'read');
    const { keeper } = startConsole();
    void keeper.restore();
    expect(keeper.state().status).toBe('signed_out');
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
  });

  it('ends with a reason when the platform refuses it', async () => {
    await signedInBefore();
    behaviour['/api/auth/refresh'] = (_request, response) => answerProblem(response, 401, 'session_revoked');
    const { keeper } = startConsole();
    await keeper.restore();
    expect(keeper.state().status).toBe('signed_out');
    expect(keeper.state().notice).toContain('Your session was ended');
    await until(() => secrets.size === 0);
    expect(startConsole().keeper.state().status).toBe('signed_out');
  });

  it('waits in a locked keychain for another try', async () => {
    await signedInBefore();
    locked();
    const { keeper } = startConsole();
    await keeper.restore();
    expect(keeper.state()).toMatchObject({ status: 'signed_out', keychain: 'locked' });
    expect(keeper.state().notice).toContain('Unlock it');
    keychainTrouble = null;
    expect(await keeper.retryKeychain()).toMatchObject({ status: 'signed_in', keychain: 'ok' });
  });

  it('finds nothing after the address was changed behind its back', async () => {
    const profile = await signedInBefore();
    const settings = structuredClone(disk) as typeof defaultSettings;
    disk = { ...settings, profiles: [{ ...profile, address: other.url }] };
    const { keeper } = startConsole();
    await keeper.restore();
    expect(keeper.state()).toMatchObject({ status: 'signed_out', profile: { address: other.url } });
    expect(other.received).toEqual([]);
    expect(secrets.size).toBe(0);
  });

  it('waits for a platform that is busy, and goes on as soon as it answers', async () => {
    await signedInBefore();
    let tries = 0;
    const good = behaviour['/api/auth/refresh'];
    behaviour['/api/auth/refresh'] = (request, response) => {
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
    });
    await restored;
  });

  it('gives way to somebody who signs in meanwhile', async () => {
    const profile = await signedInBefore();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    behaviour['/api/auth/refresh'] = async (_request, response) => {
      await held;
      answerJson(response, 200, fakeTokens('late'));
    };
    const { keeper } = startConsole();
    const restored = keeper.restore();
    await until(() => platform.count('/api/auth/refresh') === 1);
    await keeper.signIn(signInTo(profile));
    release();
    await restored;
    await until(() => platform.received.some(({ headers }) => headers.authorization === 'Bearer access-late'));
    expect(keeper.state().status).toBe('signed_in');
    expect(secrets.get(profile.id)).toContain('refresh-1');
  });

  it('lets calls wait for it, and answers them as the person who is back', async () => {
    await signedInBefore();
    behaviour['/beta/capacity'] = (_request, response) =>
      answerJson(response, 200, { capacity: 5, free: 5, reserved: 0, used: 0, overbooking: 1 });
    const { keeper, client } = startConsole();
    const early = client.call('capacity.get', {}, {});
    await keeper.restore();
    expect(await early).toMatchObject({ ok: true });
    expect(platform.received.at(-1)?.headers.authorization).toBe('Bearer access-rotated-1');
  });

  it('never runs what was asked before in the name of somebody who signs in instead', async () => {
    const profile = await signedInBefore();
    behaviour['/api/auth/refresh'] = (_request, response) => answerProblem(response, 503, 'unavailable');
    const { keeper, client } = startConsole();
    const restored = keeper.restore();
    const early = client.call('capacity.get', {}, {});
    await until(() => platform.count('/api/auth/refresh') === 1);
    await keeper.signIn(signInTo(profile));
    expect(await early).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    await restored;
    expect(platform.count('/beta/capacity')).toBe(0);
  });

  it('says so at once when the platform is away', async () => {
    await signedInBefore();
    await platform.stop();
    const { keeper, client } = startConsole();
    void keeper.restore();
    const answer = await client.call('capacity.get', {}, {});
    expect(answer).toMatchObject({ ok: false, error: { kind: 'offline' } });
    if (!answer.ok) expect(answer.error.detail).toContain('could not be taken up yet');
    await keeper.signOut();
  });

  it('signs out of a session that is still being taken up', async () => {
    await signedInBefore();
    behaviour['/api/auth/refresh'] = (_request, response) => answerProblem(response, 503, 'unavailable');
    const { keeper } = startConsole();
    const restored = keeper.restore();
    await until(() => platform.count('/api/auth/refresh') === 1);
    behaviour['/api/auth/refresh'] = (_request, response) => answerJson(response, 200, fakeTokens('last'));
    expect(await keeper.signOut()).toMatchObject({ status: 'signed_out', notice: null });
    await restored;
    expect(platform.received.at(-1)?.headers.authorization).toBe('Bearer access-last');
    expect(keeper.state().status).toBe('signed_out');
    expect(secrets.size).toBe(0);
  });
});

describe('profiles', () => {
  it('never lets credentials follow to another address', async () => {
    const { keeper, profiles } = startConsole();
    const profile = addProfile(profiles);
    await keeper.signIn(signInTo(profile));
    await until(() => secrets.has(profile.id));
    const { saved, before } = profiles.save({ ...profile, address: other.url });
    await keeper.profileSaved(saved, before);
    expect(keeper.state()).toMatchObject({ status: 'signed_out', profile: { address: other.url } });
    expect(keeper.state().notice).toContain('address of this profile was changed');
    expect(platform.count('/api/auth/signout')).toBe(1);
    expect(other.received).toEqual([]);
    expect(secrets.size).toBe(0);
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
    await until(() => secrets.has(profile.id));
    await keeper.profileRemoved(profile.id);
    profiles.remove(profile.id);
    expect(secrets.size).toBe(0);
    expect(platform.count('/api/auth/signout')).toBe(1);
    expect(keeper.state()).toMatchObject({ status: 'signed_out', profile: null });
  });
});

describe('the rehearsal', () => {
  it('signs in as the role, changes role, and leaves no trace in keychain or settings', async () => {
    const { keeper } = startConsole();
    expect(await keeper.explore('ops')).toMatchObject({
      status: 'signed_in',
      keychain: 'unused',
      profile: { rehearsal: true, address: other.url, email: 'ops@rehearsal.example' },
    });
    await keeper.explore('admin');
    expect(keeper.state().profile?.email).toBe('admin@rehearsal.example');
    await until(() => other.count('/api/auth/signout') === 1);
    expect(stopped).not.toHaveBeenCalled();
    await keeper.signOut();
    expect(stopped).toHaveBeenCalledTimes(1);
    expect(secrets.size).toBe(0);
    expect(disk).toBeUndefined();
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

describe('before anybody is signed in', () => {
  it('refuses what needs a session and lets public operations reach the last profile', async () => {
    const { keeper, profiles, client } = startConsole();
    expect(await client.call('monitoring.health', {}, {})).toMatchObject({ error: { kind: 'not_connected' } });
    const { saved, before } = profiles.save({ id: null, name: 'B', colour: 'red', address: platform.url, email: '' });
    await keeper.profileSaved(saved, before);
    expect(await client.call('capacity.get', {}, {})).toMatchObject({ error: { kind: 'not_connected' } });
    expect((await client.call('monitoring.health', {}, {})).ok).toBe(true);
    expect(platform.received.at(-1)?.headers.authorization).toBeUndefined();
  });
});
