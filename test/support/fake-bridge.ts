import type { GatehouseBridge } from '#bridge/api.ts';
import type { Profile, SessionState } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import { type FakeAmount, fakeMetrics } from './fake-metrics.ts';
import { fakeOperations } from './fake-operations.ts';

/**
 * `window.gatehouse` in memory, for looking at screens in a plain browser before the dev server. It answers what it
 * knows and refuses the rest the way main would. Never part of a build.
 */
const titles: Partial<Record<CallError['kind'], string>> = {
  offline: 'The platform cannot be reached',
  invalid_credentials: 'E-mail or password is wrong',
  totp_required: 'A one-time code is needed',
  rate_limited: 'Too many requests',
};

type Handler = (input: never) => unknown;

const profile = (id: string, name: string, colour: Profile['colour'], address: string): Profile => ({
  id,
  name,
  colour,
  address,
  email: 'nora@example.com',
  rehearsal: false,
});

function failure(kind: CallError['kind'], more: Partial<CallError> = {}): { ok: false; error: CallError } {
  return {
    ok: false,
    error: {
      kind,
      title: titles[kind] ?? kind,
      detail: '',
      status: null,
      request_id: '0198f5c2-7b1e-7c55-9d0e-3f0b6a4e2d11',
      ...more,
    },
  };
}

export function installFakeBridge(): void {
  const wanted = new URLSearchParams(location.search);
  const operations = {
    ...fakeOperations(Number(wanted.get('fake-rows') ?? 7)),
    ...fakeMetrics((wanted.get('fake-metrics') ?? 'much') as FakeAmount),
  };
  const dark = wanted.get('fake-theme') === 'dark';
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  let profiles = [
    profile('p1', 'Spring beta', 'teal', 'https://beta.example.com'),
    profile('p2', 'Staging', 'amber', 'https://staging.example.com'),
  ];
  let preferences = {
    theme: dark ? 'dark' : 'light',
    navigationCollapsed: false,
    quietHours: { enabled: false, from: '22:00', to: '07:00', criticalPasses: true },
  };
  let session: SessionState = {
    revision: 0,
    status: 'signed_out',
    profile: null,
    user: null,
    connection: 'online',
    keychain: 'ok',
    notice: wanted.get('fake-notice'),
  };
  const become = (role: 'support' | 'ops' | 'admin', where: Profile): SessionState => {
    session = {
      ...session,
      status: 'signed_in',
      profile: where,
      notice: null,
      keychain: wanted.has('fake-locked') ? 'locked' : 'ok',
      connection: wanted.has('fake-offline') ? 'offline' : 'online',
      user: {
        id: `00000000-0000-4000-8000-00000000000${role.length}`,
        email: `${role}@example.com`,
        username: null,
        full_name: { support: 'Sam Okafor', ops: 'Nora Lindqvist', admin: 'Ada Moreau' }[role],
        role,
        beta_tier: null,
        email_verified_at: null,
        totp_enabled: false,
      },
    };
    return session;
  };
  if (wanted.has('fake-restoring')) {
    const connection = wanted.has('fake-offline') ? 'offline' : 'unknown';
    session = { ...session, status: 'restoring', profile: profiles[0] ?? null, connection };
  }
  const rehearsal: Profile = { ...profile('r', 'Rehearsal', 'violet', 'http://127.0.0.1'), rehearsal: true };
  const auto = wanted.get('fake-role');
  if (auto === 'support' || auto === 'ops' || auto === 'admin') become(auto, rehearsal);

  const handlers: Record<string, Handler> = {
    'session.get': () => session,
    'live.watch': () => ({ state: 'unavailable', alerts: null }),
    'session.sign_in': ({ password }: { password: string }) => {
      if (password === 'wrong') return failure('invalid_credentials');
      if (password === 'code') return failure('totp_required');
      if (password === 'offline') return failure('offline', { detail: 'No answer from beta.example.com.' });
      if (password === 'many')
        return failure('rate_limited', { detail: 'Ten tries in a minute.', retry_after_seconds: 42 });
      return become('admin', profiles[0] ?? rehearsal);
    },
    'session.sign_out': () => {
      session = { ...session, status: 'signed_out', user: null };
      return session;
    },
    'session.retry_keychain': () => session,
    'rehearsal.explore': ({ role }: { role: 'support' | 'ops' | 'admin' }) => become(role, rehearsal),
    'profiles.list': () => (wanted.has('fake-first') ? [] : profiles),
    'profiles.save': (input: Profile) => {
      const saved = { ...input, id: input.id ?? crypto.randomUUID(), rehearsal: false };
      profiles = [...profiles.filter(({ id }) => id !== saved.id), saved];
      return saved;
    },
    'profiles.remove': ({ id }: { id: string }) => {
      profiles = profiles.filter((entry) => entry.id !== id);
      return null;
    },
    'preferences.get': () => preferences,
    'preferences.set': (change: object) => {
      preferences = { ...preferences, ...change };
      return preferences;
    },
    'audit.watch': () => ({
      state: 'waiting',
      kept: null,
      revision: 0,
      whole_at: null,
      progress: null,
      trouble: null,
      alarms: [],
    }),
    'clipboard.write_text': () => null,
    'clipboard.write_image': () => null,
    'system.notices': () => [],
    'system.about': () => ({
      version: '0.1.0',
      electron: '45.0.0',
      platform: 'linux x64',
      data_directory: '/home/nora/.config/Gatehouse',
    }),
    'operation.cancel': () => null,
    'operation.call': ({ id, input }: { id: string; input: never }) => {
      // One series that can't be read: `?fake-fails=disk.share`.
      const { name } = (input as { query?: { name?: string } }).query ?? {};
      if (name !== undefined && name === wanted.get('fake-fails')) return failure('internal', { status: 500 });
      const operation = operations[id];
      return operation === undefined ? failure('not_found') : JSON.stringify(operation(input));
    },
  };

  const fake = {
    initial: { theme: preferences.theme, dark, navigationCollapsed: false },
    request: async (name: string, input: never) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      const answer = handlers[name]?.(input);
      if (answer === undefined) return failure('rejected', { detail: `The fake bridge does not know ${name}.` });
      if (typeof answer === 'object' && answer !== null && 'ok' in answer) return answer;
      return { ok: true, value: answer };
    },
    on: (name: string, listener: (payload: unknown) => void) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
  };
  Object.assign(window, { gatehouse: fake as unknown as GatehouseBridge });
}
