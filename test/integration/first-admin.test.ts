import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLogger } from '#platform/http/logger.ts';
import { type RunningPlatform, type StartOptions, startPlatform } from '#platform/start.ts';
import { connectApi } from '#test/support/api-client.ts';
import { createTestDatabase, testDatabaseKind } from '#test/support/database.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { openFormPage } from '#test/support/form-page.ts';
import { testPassword } from '#test/support/platform.ts';
import { startPlatform as startProcess } from '#test/support/platform-process.ts';

const grace = { email: 'grace@example.test', password: testPassword };
const other = { email: 'other@example.test', password: `${testPassword}-2` };

let data: string;
let store: { url: string | null; close(): Promise<void> } | null;
let running: RunningPlatform[];
beforeEach(async () => {
  data = await makeDirectory('gatehouse-first-admin-');
  store = testDatabaseKind === 'postgres' ? await createTestDatabase() : null;
  running = [];
});
afterEach(async () => {
  for (const platform of running) await platform.stop();
  await store?.close();
  await rm(data, { recursive: true, force: true });
});

async function start(options: Partial<StartOptions> = {}): Promise<RunningPlatform> {
  const platform = await startPlatform({
    host: '127.0.0.1',
    port: 0,
    dataDirectory: data,
    databaseUrl: store?.url ?? undefined,
    seed: 'empty',
    log: createLogger(() => undefined),
    ...options,
  });
  running.push(platform);
  return platform;
}

/** Everybody on the platform, as its admin sees them. */
async function people(platform: RunningPlatform, admin = grace) {
  const api = await connectApi(platform.url, admin);
  const { items } = await api.call('users.list', { query: {} });
  return items.map(({ email, role }) => ({ email, role }));
}

/** Sends the head of a sign-in, and waits until the platform has it in hand. */
async function beginSignIn(url: string): Promise<{ finish(): Promise<{ status: number; body: string }> }> {
  const body = JSON.stringify(grace);
  const request: ClientRequest = httpRequest(`${url}/api/auth/signin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' },
  });
  const answered = new Promise<{ status: number; body: string }>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode ?? 0, body: text });
    });
  });
  const inHand = new Promise<void>((resolve) => request.once('continue', resolve));
  request.flushHeaders();
  await inHand;
  return {
    finish: () => {
      request.end(body);
      return answered;
    },
  };
}

it('makes the admin that was named, once, and refuses the store to another key', { timeout: 180_000 }, async () => {
  const first = await start({ admin: grace });
  expect(first.setupUrl).toBeNull();
  expect(await people(first)).toEqual([{ email: grace.email, role: 'admin' }]);
  await first.stop();

  const anotherKey = randomBytes(32).toString('base64');
  await expect(start({ secretKey: anotherKey })).rejects.toThrow(/made with another secret key.*GATEHOUSE_SECRET_KEY/);
  await expect(start({ secretKey: 'too short' })).rejects.toThrow(/32 bytes in base64/);

  // Neither refusal holds on to the store, and a name that comes later makes nobody.
  const again = await start({ admin: other });
  expect(again.setupUrl).toBeNull();
  expect(await people(again)).toEqual([{ email: grace.email, role: 'admin' }]);
  await expect(connectApi(again.url, other)).rejects.toThrow(/401/);
});

it('does not start with a first admin who breaks the rules, and says which', async () => {
  await expect(start({ admin: { email: 'nobody', password: 'short' } })).rejects.toThrow(
    /GATEHOUSE_ADMIN_EMAIL and GATEHOUSE_ADMIN_PASSWORD \(email: .*password: At least 12 characters/,
  );
});

it('logs a link that makes the first admin once, and none when there is one', { timeout: 180_000 }, async () => {
  const environment = store?.url ? { DATABASE_URL: store.url } : {};
  const platform = await startProcess({ data, environment });
  try {
    const setup = await readSetupUrl(platform.output);
    expect(setup.origin).toBe(platform.url);
    if (testDatabaseKind === 'pglite') {
      await expect(start()).rejects.toThrow(
        new RegExp(`The store in ${data} is open in process ${platform.process.pid} since .*use another directory`),
      );
    }
    const request = (path: string, init?: RequestInit) => fetch(new URL(path, platform.url), init);
    expect((await openFormPage(request, '/setup?token=guessed-guessed-guessed')).status).toBe(410);
    const page = await openFormPage(request, `${setup.pathname}${setup.search}`);
    expect(page.status).toBe(200);
    const person = { full_name: 'Grace Hopper', email: grace.email };
    const refused = await page.submit({ ...person, password: 'Password1234!' });
    expect(refused).toMatchObject({ status: 422, text: expect.stringContaining(grace.email) });
    const answers = await Promise.all([
      page.submit({ ...person, password: grace.password }),
      page.submit({ ...person, email: other.email, password: grace.password }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410]);
    const made = answers[0]?.status === 200 ? grace : { ...grace, email: other.email };
    expect((await openFormPage(request, `${setup.pathname}${setup.search}`)).status).toBe(410);
    const api = await connectApi(platform.url, made);
    expect((await api.call('users.list', { query: {} })).items).toMatchObject([{ email: made.email, role: 'admin' }]);
    expect(await platform.stop()).toBe(0);

    const again = await start();
    expect(again.setupUrl).toBeNull();
    expect(await people(again, made)).toHaveLength(1);
  } finally {
    await platform.stop('SIGKILL');
  }
});

/** The link that stands in the log beside `listening`. */
async function readSetupUrl(output: () => string): Promise<URL> {
  for (;;) {
    const line = output()
      .split('\n')
      .slice(0, -1)
      .find((candidate) => candidate.includes('"setup"'));
    if (line !== undefined) return new URL((JSON.parse(line) as { url: string }).url);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

it('finishes what is in hand before it stops, and takes nothing new', { timeout: 180_000 }, async () => {
  const platform = await start({ admin: grace });
  const request = await beginSignIn(platform.url);
  const stopped = platform.stop();
  // The signal is heard a moment after it was sent; from then on nobody is let in.
  await vi.waitFor(() => expect(fetch(`${platform.url}/health`)).rejects.toThrow(), { timeout: 10_000 });
  const answer = await request.finish();
  expect(answer.status).toBe(200);
  await stopped;
  // What it confirmed is there for the next one.
  const again = await start();
  const token = (JSON.parse(answer.body) as { access_token: string }).access_token;
  const me = await fetch(`${again.url}/api/auth/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(await me.json()).toMatchObject({ email: grace.email });
});

// The embedded store has one holder at a time: there is no such case there.
if (testDatabaseKind === 'postgres') {
  it('lets further nodes onto one PostgreSQL', async () => {
    const [one, two] = await Promise.all([start({ admin: grace }), start({ admin: other })]);
    const made = await people(one).catch(() => people(one, other));
    expect(made).toHaveLength(1);
    const admin = made[0]?.email === grace.email ? grace : other;
    expect(await people(two, admin)).toEqual(made);
  });
}
