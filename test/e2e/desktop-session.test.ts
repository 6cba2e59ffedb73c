import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { SessionState } from '#bridge/channels.ts';
import { type ApiClient, connectApi } from '#test/support/api-client.ts';
import { callFails, callOperation, request } from '#test/support/bridge.ts';
import type { RunningConsole } from '#test/support/console.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { expect, test } from '#test/support/electron.ts';
import { keychainEntry, startLockedKeychain, withoutKeychain } from '#test/support/keychains.ts';
import { type RunningPlatform, startPlatform } from '#test/support/platform-process.ts';
import { signIn } from '#test/support/sign-in.ts';

/** One platform for all of these: what they look at is the console. */
let platform: RunningPlatform;
let api: ApiClient;
const admin = { email: 'ada.admin@example.com', password: 'Correct-horse-7-battery' };

test.beforeAll(async () => {
  platform = await startPlatform({ admin, data: await makeDirectory('gatehouse-session-') });
  api = await connectApi(platform.url, admin);
});

test.afterAll(async () => {
  await platform.stop();
  await rm(platform.data, { recursive: true, force: true, maxRetries: 5 });
});

/** The session as main sees it, once it has become what is expected. */
async function sessionBecomes(page: Page, expected: Partial<SessionState>): Promise<SessionState> {
  let state: SessionState | undefined;
  await expect
    .poll(async () => {
      state = await request(page, 'session.get', null);
      return state;
    })
    .toMatchObject(expected);
  if (!state) throw new Error('There is no session state.');
  return state;
}

/** How many sessions the platform has ended, asked from outside of the console. */
async function revokedSessions(): Promise<number> {
  const entries = await api.call('audit.list', { query: { action: 'session.revoked', limit: 1 } });
  return entries.total;
}

async function leave({ application }: RunningConsole): Promise<void> {
  await application.close();
}

test('the session is taken up again after a restart, and gone after signing out', async ({ launchConsole }) => {
  const before = await revokedSessions();
  const first = await launchConsole();
  await signIn(first.window, platform.url, admin);
  await sessionBecomes(first.window, { status: 'signed_in', keychain: 'ok', connection: 'online' });
  await leave(first);

  const second = await launchConsole({ userData: first.userData });
  await sessionBecomes(second.window, { status: 'signed_in', keychain: 'ok' });
  await expect(second.window.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await request(second.window, 'session.sign_out', null);
  await expect(second.window.getByLabel('Platform address')).toBeVisible();
  expect(await revokedSessions()).toBe(before + 1);
  await leave(second);

  const third = await launchConsole({ userData: first.userData });
  await sessionBecomes(third.window, { status: 'signed_out', keychain: 'unused', notice: null });
});

test('a tampered token in the keychain ends in a clear word on the connect screen', async ({ launchConsole }) => {
  const service = `Gatehouse test ${randomUUID()}`;
  const environment = { GATEHOUSE_KEYCHAIN_SERVICE: service };
  const first = await launchConsole({ environment });
  await signIn(first.window, platform.url, admin);
  const { profile } = await sessionBecomes(first.window, { keychain: 'ok' });
  await leave(first);
  const entry = keychainEntry(service, profile?.id ?? '');
  const secret = JSON.parse((await entry.getPassword()) ?? '') as { origin: string; refresh_token: string };
  await entry.setPassword(JSON.stringify({ ...secret, refresh_token: `${secret.refresh_token.slice(0, -4)}AAAA` }));

  const second = await launchConsole({ userData: first.userData, environment });
  const state = await sessionBecomes(second.window, { status: 'signed_out' });
  expect(state.notice).toMatch(/Your session .*Sign in again/);
  await expect(second.window.getByText(state.notice ?? '')).toBeVisible();
});

test('without a keychain the console is usable, says so, and keeps nothing', async ({ launchConsole }) => {
  const first = await launchConsole({ environment: withoutKeychain });
  await signIn(first.window, platform.url, admin);
  await sessionBecomes(first.window, { status: 'signed_in', keychain: 'absent' });
  await expect(first.window.getByText('This computer has no keychain.')).toBeVisible();
  await callOperation(first.window, 'capacity.get', {});
  await leave(first);
  const second = await launchConsole({ userData: first.userData, environment: withoutKeychain });
  await sessionBecomes(second.window, { status: 'signed_out' });
});

test('with a locked keychain the console is usable, and signing out still reaches the platform', async ({
  launchConsole,
}) => {
  const keychain = await startLockedKeychain();
  try {
    const before = await revokedSessions();
    const { window } = await launchConsole({ environment: keychain.environment });
    await signIn(window, platform.url, admin);
    await sessionBecomes(window, { status: 'signed_in', keychain: 'locked' });
    await expect(window.getByText('The keychain is locked.')).toBeVisible();
    await callOperation(window, 'capacity.get', {});
    expect(await request(window, 'session.retry_keychain', null)).toMatchObject({ keychain: 'locked' });
    expect(await request(window, 'session.sign_out', null)).toMatchObject({ status: 'signed_out', notice: null });
    expect(await revokedSessions()).toBe(before + 1);
  } finally {
    await keychain.stop();
  }
});

test('a platform that goes away is noticed, nothing is lost, and it is found again', async ({ launchConsole }) => {
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  const port = Number(new URL(platform.url).port);
  const data = platform.data;
  platform.process.kill('SIGKILL');
  await new Promise((resolve) => platform.process.once('exit', resolve));
  expect(await callFails(window, 'capacity.get', {})).toMatchObject({
    kind: 'offline',
    request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  await sessionBecomes(window, { status: 'signed_in', connection: 'offline' });
  platform = await startPlatform({ data, port });
  await sessionBecomes(window, { status: 'signed_in', connection: 'online' });
  await callOperation(window, 'capacity.get', {});
});

test('a damaged settings file is set aside and said, and the console opens', async ({ launchConsole }) => {
  const first = await launchConsole();
  await request(first.window, 'preferences.set', { theme: 'dark' });
  await leave(first);
  await writeFile(join(first.userData, 'console.json'), '{"version": 1, "profiles": [{"id":');
  const second = await launchConsole({ userData: first.userData });
  await expect(second.window.getByText('The settings file was damaged')).toBeVisible();
  expect(await request(second.window, 'preferences.get', null)).toEqual({
    theme: 'system',
    navigationCollapsed: false,
    quietHours: { enabled: false, from: '22:00', to: '07:00', criticalPasses: true },
  });
});

test('theme and window are remembered, and a window is never lost on a display that is gone', async ({
  launchConsole,
}) => {
  const first = await launchConsole();
  await request(first.window, 'preferences.set', { theme: 'dark', navigationCollapsed: true });
  await first.application.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 1100, height: 720 });
  });
  await leave(first);
  const second = await launchConsole({ userData: first.userData });
  const bounds = (running: RunningConsole) =>
    running.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(await bounds(second)).toMatchObject({ width: 1100, height: 720 });
  expect(await second.window.evaluate(() => Reflect.get(globalThis, 'gatehouse').initial)).toEqual({
    theme: 'dark',
    dark: true,
    navigationCollapsed: true,
  });
  await leave(second);
  const faraway = { x: 9000, y: 9000, width: 1100, height: 720, maximized: false };
  await writeFile(join(first.userData, 'window.json'), JSON.stringify(faraway));
  const third = await launchConsole({ userData: first.userData });
  const { x, y } = (await bounds(third)) ?? { x: 9000, y: 9000 };
  expect(x).toBeLessThan(1920);
  expect(y).toBeLessThan(1200);
});
