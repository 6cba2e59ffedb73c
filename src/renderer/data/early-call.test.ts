import { beforeEach, expect, it, vi } from 'vitest';

const list = { query: { sort: '-created_at', limit: 50 } } as const;
const answer = { ok: true, value: '{"items":[]}' };

let store: Map<string, string>;
let request: ReturnType<typeof vi.fn>;
let now: number;

/** A page that has just begun: nothing asked yet, the store as the last one left it. */
async function openPage(path: string, search = '') {
  vi.resetModules();
  vi.stubGlobal('window', { gatehouse: { request }, location: { pathname: path, search } });
  return await import('./early-call.ts');
}

async function keepFirstCall(path = '/invitations', search = '') {
  (await openPage(path, search)).takeEarlyCall('invitations.list', list);
}

beforeEach(() => {
  store = new Map();
  request = vi.fn(async () => answer);
  now = 300;
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
    removeItem: (key: string) => store.delete(key),
  });
  vi.stubGlobal('performance', { now: () => now });
});

it('asks for nothing when a screen has never been opened', async () => {
  (await openPage('/invitations')).callEarly('/invitations', '');
  expect(request).not.toHaveBeenCalled();
});

it('makes the first call of last time, and gives its answer to that call once', async () => {
  await keepFirstCall();
  const page = await openPage('/invitations');
  page.callEarly('/invitations', '');
  expect(request).toHaveBeenCalledWith('operation.call', { id: 'invitations.list', input: list, key: 'early-call' });
  await expect(page.takeEarlyCall('invitations.list', { ...list })?.answer).resolves.toBe(answer);
  expect(page.takeEarlyCall('invitations.list', list)).toBeNull();
  expect(request).toHaveBeenCalledTimes(1);
});

it('cancels a call that the screen does not make, and keeps the one that it makes', async () => {
  await keepFirstCall();
  const page = await openPage('/invitations');
  page.callEarly('/invitations', '');
  const other = { query: { sort: 'email', limit: 50 } } as const;
  expect(page.takeEarlyCall('invitations.list', other)).toBeNull();
  expect(request).toHaveBeenLastCalledWith('operation.cancel', { key: 'early-call' });
  const next = await openPage('/invitations');
  next.callEarly('/invitations', '');
  expect(next.takeEarlyCall('invitations.list', other)).not.toBeNull();
});

it.each([
  ['another screen', '/users', ''],
  ['an address with filters', '/invitations', '?q=ada'],
])('asks for nothing at %s', async (_what, path, search) => {
  await keepFirstCall();
  (await openPage(path, search)).callEarly(path, search);
  expect(request).not.toHaveBeenCalled();
});

it('writes nothing down that was searched for', async () => {
  await keepFirstCall('/invitations', '?q=ada');
  expect([...store]).toEqual([]);
});

it('forgets the call with whoever signs out', async () => {
  await keepFirstCall();
  (await openPage('/invitations')).forgetFirstCall();
  expect([...store]).toEqual([]);
});

it('leaves an old answer aside', async () => {
  await keepFirstCall();
  const page = await openPage('/invitations');
  page.callEarly('/invitations', '');
  now += 11_000;
  expect(page.takeEarlyCall('invitations.list', list)).toBeNull();
});

it('makes do without a store', async () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('refused');
    },
    setItem: () => {
      throw new Error('full');
    },
  });
  await keepFirstCall();
  const page = await openPage('/invitations');
  page.callEarly('/invitations', '');
  expect(page.takeEarlyCall('invitations.list', list)).toBeNull();
});
