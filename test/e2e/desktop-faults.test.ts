import { readFile, rm } from 'node:fs/promises';
import type { Page } from 'playwright';
import { callOperation, request, requestRaw } from '#test/support/bridge.ts';
import type { RunningConsole } from '#test/support/console.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { expect, test } from '#test/support/electron.ts';

/** One store for all of these, simulated once: what the faults of one test leave behind, the next has to live with. */
let userData = '';

test.beforeAll(async () => {
  userData = await makeDirectory('gatehouse-faults-');
});

test.afterAll(() => rm(userData, { recursive: true, force: true, maxRetries: 5 }));

/** Every process of the console: main, its helpers, the page, the embedded platform. */
async function processesOf({ application }: RunningConsole): Promise<number[]> {
  return await application.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));
}

/** Which of these still run. A zombie that nobody has collected yet does not. */
async function alive(ids: readonly number[]): Promise<number[]> {
  const states = ids.map(async (id) => {
    const status = await readFile(`/proc/${id}/stat`, 'latin1').catch(() => '');
    return status === '' || status.includes(') Z ') ? [] : [id];
  });
  return (await Promise.all(states)).flat();
}

async function platformProcess({ application }: RunningConsole): Promise<number> {
  const ids = await application.evaluate(({ app }) =>
    app.getAppMetrics().flatMap(({ name, pid }) => (name === 'Gatehouse rehearsal' ? [pid] : [])),
  );
  const [id, ...others] = ids;
  if (id === undefined || others.length > 0) throw new Error(`There must be one embedded platform, not ${ids.length}.`);
  return id;
}

/** The seats add up and the chain of the audit log is whole: nothing was half done. */
async function isConsistent(page: Page): Promise<void> {
  const { capacity, free, reserved, used } = await callOperation(page, 'capacity.get', {});
  expect(free + reserved + used).toBe(capacity);
}

test('kill -9 of the page: a new window, the reason said, the session kept', async ({ launchConsole }) => {
  const running = await launchConsole({ userData });
  await request(running.window, 'rehearsal.explore', { role: 'ops' });
  const before = await request(running.window, 'session.get', null);
  const renderer = await running.application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const reopened = running.application.waitForEvent('window');
  process.kill(renderer ?? 0, 'SIGKILL');
  const page = await reopened;
  await expect(page.getByText('The page stopped and was opened anew')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  expect(await request(page, 'session.get', null)).toEqual(before);
  await callOperation(page, 'capacity.get', {});
  expect(await running.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('kill -9 of the embedded platform: it is started again and the session goes on', async ({ launchConsole }) => {
  const running = await launchConsole({ userData });
  const { window } = running;
  const { profile } = await request(window, 'rehearsal.explore', { role: 'ops' });
  const created = await callOperation(window, 'batches.create', {
    body: { name: 'Kept', csv: 'email,tier\nann@example.com,standard\n' },
  });
  process.kill(await platformProcess(running), 'SIGKILL');
  await expect
    .poll(async () => (await request(window, 'session.get', null)).profile?.address, { timeout: 60_000 })
    .not.toBe(profile?.address);
  expect(await request(window, 'session.get', null)).toMatchObject({ status: 'signed_in', user: { role: 'ops' } });
  const kept = await callOperation(window, 'batches.get', { params: { id: created.id } });
  expect(kept).toMatchObject({ name: 'Kept', status: created.status });
  await isConsistent(window);
});

test('a read during the restart waits for it; a change is refused with what is known of it', async ({
  launchConsole,
}) => {
  const running = await launchConsole({ userData });
  const { window } = running;
  await request(window, 'rehearsal.explore', { role: 'ops' });
  const id = await platformProcess(running);
  process.kill(id, 'SIGSTOP');
  const read = requestRaw(window, 'operation.call', { id: 'capacity.get', input: {} });
  const change = requestRaw(window, 'operation.call', {
    id: 'batches.create',
    input: { body: { name: 'Lost?', csv: 'email,tier\nbea@example.com,standard\n' } },
  });
  // Both are on their way: sockets at rest don't count. Killed any earlier, the change would only have waited.
  await expect
    .poll(() =>
      running.application.evaluate(
        () => process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length,
      ),
    )
    .toBeGreaterThanOrEqual(2);
  process.kill(id, 'SIGKILL');
  const [readAnswer, changeAnswer] = await Promise.all([read, change]);
  if (!readAnswer.ok) expect(readAnswer.error.kind).toBe('offline');
  expect(changeAnswer).toMatchObject({ ok: false, error: { kind: 'offline', request_id: expect.any(String) } });
  await expect
    .poll(async () => (await requestRaw(window, 'operation.call', { id: 'capacity.get', input: {} })).ok, {
      timeout: 60_000,
    })
    .toBe(true);
  await isConsistent(window);
});

test('kill -9 of main during a call: no orphan is left and the next start finds everything', async ({
  launchConsole,
}) => {
  const first = await launchConsole({ userData });
  await request(first.window, 'preferences.set', { theme: 'dark' });
  await request(first.window, 'rehearsal.explore', { role: 'ops' });
  const rows = Array.from({ length: 5000 }, (_, index) => `killed-${index}@example.com,standard`).join('\n');
  const call = requestRaw(first.window, 'operation.call', {
    id: 'batches.create',
    input: { body: { name: 'Interrupted', csv: `email,tier\n${rows}\n` } },
  }).catch(() => 'cut off');
  const started = await processesOf(first);
  first.application.process().kill('SIGKILL');
  await call;
  await expect.poll(() => alive(started), { timeout: 20_000 }).toEqual([]);

  const second = await launchConsole({ userData });
  expect(await request(second.window, 'preferences.get', null)).toMatchObject({ theme: 'dark' });
  await request(second.window, 'rehearsal.explore', { role: 'ops' });
  await isConsistent(second.window);
  const { items } = await callOperation(second.window, 'batches.list', { query: { q: 'Interrupted' } });
  // Either the whole batch or none of it.
  expect(items.map(({ counts }) => counts.rows)).toEqual(items.length === 0 ? [] : [5000]);
});

test('quitting drains the embedded platform and leaves no process behind', async ({ launchConsole }) => {
  const running = await launchConsole({ userData });
  await request(running.window, 'rehearsal.explore', { role: 'support' });
  const started = await processesOf(running);
  expect(started).toContain(await platformProcess(running));
  await running.application.close();
  await expect.poll(() => alive(started), { timeout: 20_000 }).toEqual([]);
  const again = await launchConsole({ userData });
  const { user } = await request(again.window, 'rehearsal.explore', { role: 'admin' });
  expect(user?.role).toBe('admin');
});

test('a second start brings the first window to the front and leaves', async ({ launchConsole }) => {
  const running = await launchConsole({ userData });
  const asked = running.application.evaluate(
    ({ app }) => new Promise((resolve) => app.once('second-instance', () => resolve('second'))),
  );
  expect(await running.startAgain()).toBe(0);
  expect(await asked).toBe('second');
  expect(await running.application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
