import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright';
import { expect, test } from 'playwright/test';
import { request } from '#test/support/bridge.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { killGroup, killMarked } from '#test/support/processes.ts';

const repository = resolve(import.meta.dirname, '..', '..');
const executable = join(repository, 'dist', 'linux-unpacked', 'gatehouse');
const marker = randomUUID();
const sandboxFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
let userData = '';

test.beforeAll(async () => {
  test.setTimeout(300_000);
  userData = await makeDirectory('gatehouse-packaged-');
  await promisify(execFile)(process.execPath, [join(repository, 'scripts', 'package.mjs')], { cwd: repository });
});

const started: ChildProcess[] = [];

test.afterAll(async () => {
  await killMarked(marker);
  for (const program of started) killGroup(program.pid);
  await rm(userData, { recursive: true, force: true, maxRetries: 5 });
});

function startPackaged(parameters: string[], environment: Record<string, string> = {}): ChildProcess {
  const own = { GATEHOUSE_USER_DATA: userData, GATEHOUSE_KEYCHAIN_SERVICE: `Gatehouse test ${marker}` };
  const program = spawn(executable, [...sandboxFlags, ...parameters], {
    env: { ...process.env, ...own, ...environment, GATEHOUSE_TEST_LAUNCH: marker },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  started.push(program);
  return program;
}

/** The first match in what a program writes to stderr. */
function announced(program: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((done, fail) => {
    let printed = '';
    program.stderr?.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const found = printed.match(pattern)?.[1];
      if (found !== undefined) done(found);
    });
    program.once('exit', (code) => fail(new Error(`The packed console ended with code ${code}:\n${printed}`)));
  });
}

test('the packed console runs the rehearsal from its archive', async () => {
  test.setTimeout(300_000);
  const program = startPackaged(['--remote-debugging-port=0']);
  const address = await announced(program, /DevTools listening on (ws:\S+)/);
  // Without the driver's defaults: Electron has no browser contexts to apply them to.
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const context = browser.contexts()[0];
  const window = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (!window) throw new Error('The packed console opened no window.');
  await window.getByRole('button', { name: 'Explore the rehearsal' }).click();
  await expect(window.getByRole('navigation')).toBeVisible({ timeout: 180_000 });
  await window.getByRole('navigation').getByRole('link', { name: 'Invitations', exact: true }).click();
  await expect(window.getByRole('row').nth(1)).toBeVisible({ timeout: 60_000 });
  // The thread that checks the audit log runs from beside the archive, and finds nothing wrong with a month of rehearsal.
  await request(window, 'rehearsal.explore', { role: 'admin' });
  await request(window, 'audit.verify', { scope: 'all' });
  const watch = () => request(window, 'audit.watch', null);
  await expect.poll(async () => (await watch()).state, { timeout: 60_000 }).toBe('verified');
  expect(await watch()).toMatchObject({ alarms: [], trouble: null });
  // The page that goes with an export is read from the archive.
  const archive = await readFile(join(dirname(executable), 'resources', 'app.asar'));
  expect(archive.includes('<title>Gatehouse audit verifier</title>')).toBe(true);
  await browser.close();
});

test('the packed executable cannot be used as a bare Node or with an inspector', async () => {
  const script = ['-e', 'process.stdout.write("ran as Node")'];
  const program = startPackaged(['--inspect=0', '--remote-debugging-port=0', ...script], {
    ELECTRON_RUN_AS_NODE: '1',
    GATEHOUSE_USER_DATA: join(userData, 'another'),
  });
  const printed: string[] = [];
  program.stdout?.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  program.stderr?.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  // Chromium answers, so it started as the console in spite of the variable; the inspector is announced before that.
  await announced(program, /DevTools listening on (ws:\S+)/);
  expect(printed.join('')).not.toContain('ran as Node');
  expect(printed.join('')).not.toContain('Debugger listening');
});
