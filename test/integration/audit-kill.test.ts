import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { SessionState } from '#bridge/channels.ts';
import { verifyPage } from '#main/audit/page.ts';
import { AuditWatch } from '#main/audit/watch.ts';
import { WatchStore } from '#main/audit/watch-store.ts';
import { createAxiosTransport } from '#main/platform-client/axios-transport.ts';
import { Exchange } from '#main/platform-client/exchange.ts';
import { buildRequest } from '#main/platform-client/request.ts';
import { openPglite, openPostgres } from '#platform/db/open.ts';
import { type ApiClient, connectApi } from '#test/support/api-client.ts';
import { createTestDatabase, testDatabaseKind } from '#test/support/database.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { testPassword } from '#test/support/platform.ts';
import { type RunningPlatform, startPlatform } from '#test/support/platform-process.ts';

/*
 * A platform that is killed in the middle of its writing must not look like one that was tampered with. The console's own
 * check, with what it keeps on disk, looks on all the while. A start takes seconds, so that a usual run has a few kills;
 * `GATEHOUSE_KILLS=200 npx vitest run --project pglite test/integration/audit-kill.test.ts` has as many as one likes.
 */

const kills = Number(process.env.GATEHOUSE_KILLS ?? 4);
const secondsForEach = 30;
const writers = 5;
const admin = { email: 'admin@example.test', password: testPassword };
const never = 2 ** 30;

/** The console's end of the line: the address it knows, and what it keeps. */
class WatchingConsole {
  readonly #file: string;
  readonly #exchange = new Exchange({
    transport: createAxiosTransport(),
    userAgent: 'test',
    onOutcome: () => undefined,
  });
  url = '';
  token = '';
  watch: AuditWatch;

  constructor(file: string) {
    this.#file = file;
    this.watch = this.#open();
  }

  /** Quits and comes back: what it knows is what it kept. */
  reopen(): void {
    this.watch.stop();
    this.watch = this.#open();
  }

  async check(scope: 'new' | 'all' = 'new') {
    this.watch.verify(scope);
    await this.watch.settled();
    return this.watch.state();
  }

  #open(): AuditWatch {
    const watch = new AuditWatch({
      call: async (id, input) => {
        const request = await buildRequest(id, input);
        if (!request.ok) return request;
        return await this.#exchange.send(request.value, { origin: this.url, accessToken: this.token });
      },
      verifyPage: async (request) => verifyPage(request),
      store: new WatchStore(this.#file, (notice) => {
        throw new Error(notice.detail);
      }),
      onChange: () => undefined,
      onTrouble: (error) => {
        throw error;
      },
      delays: { first: never, every: never, again: 0 },
    });
    watch.observe(signedIn);
    return watch;
  }
}

const signedIn: SessionState = {
  status: 'signed_in',
  profile: {
    id: 'p1',
    name: 'Beta',
    colour: 'teal',
    // The platform comes back on another port each time; to the console it is one address.
    address: 'https://beta.example.com',
    email: admin.email,
    rehearsal: false,
  },
  user: {
    id: 'u1',
    email: admin.email,
    username: null,
    full_name: 'Ada',
    role: 'admin',
    beta_tier: null,
    email_verified_at: null,
    totp_enabled: false,
  },
  revision: 1,
  connection: 'online',
  keychain: 'ok',
  notice: null,
};

/** Writes from several sides, and lets the console look, until the process is gone in the middle of it all. */
async function writeUntilKilled(platform: RunningPlatform, api: ApiClient, round: number, console: WatchingConsole) {
  const confirmedBeforeKill = 5 + Math.floor(Math.random() * 25);
  let done = 0;
  let killing: Promise<unknown> | null = null;
  const write = async (writer: number) => {
    for (let turn = 0; killing === null; turn += 1) {
      if (writer === 0) await api.call('capacity.update', { body: { capacity: 10_000 + (turn % 7) } });
      else {
        const email = `person.${round}.${writer}.${turn}@example.org`;
        await api.call('invitations.generate', { body: { email, tier: 'premium' } });
      }
      done += 1;
      if (done >= confirmedBeforeKill) killing ??= platform.stop('SIGKILL');
    }
  };
  const look = async () => {
    while (killing === null) {
      const { state, alarms } = await console.check();
      expect(alarms).toEqual([]);
      expect(['verified', 'unchecked']).toContain(state);
    }
  };
  const [looked, ...ends] = await Promise.allSettled([look(), ...Array.from({ length: writers }, (_, n) => write(n))]);
  await killing;
  if (looked?.status === 'rejected') throw looked.reason;
  const cutOff = ends.filter((end) => end.status === 'rejected');
  for (const { reason } of cutOff) expect(String(reason)).toMatch(/fetch failed|terminated|socket|other side closed/i);
  return cutOff.length;
}

it(`no kill -9 raises a false alarm (${kills} of them)`, { timeout: kills * secondsForEach * 1000 }, async () => {
  const data = await makeDirectory('gatehouse-audit-kill-');
  const store = testDatabaseKind === 'postgres' ? await createTestDatabase() : null;
  const environment = store?.url ? { DATABASE_URL: store.url } : {};
  const start = () => startPlatform({ data, admin, environment });
  const console = new WatchingConsole(join(data, 'audit-watch.json'));
  let platform = await start();
  try {
    let cutOff = 0;
    let reached = 0;
    for (let round = 0; round < kills; round += 1) {
      const api = await connectApi(platform.url, admin);
      console.url = platform.url;
      console.token = api.token;
      cutOff += await writeUntilKilled(platform, api, round, console);
      platform = await start();
      console.url = platform.url;
      if (round % 3 === 2) console.reopen();
      const { state, alarms, kept } = await console.check(round % 5 === 4 ? 'all' : 'new');
      expect({ round, state, alarms }).toEqual({ round, state: 'verified', alarms: [] });
      expect(kept?.sequence).toBeGreaterThan(reached);
      reached = kept?.sequence ?? 0;
    }
    // Proof that the kills came in the middle of writes.
    expect(cutOff).toBeGreaterThan(0);
    expect(await console.check('all')).toMatchObject({ state: 'verified', alarms: [], kept: { sequence: reached } });

    // And that the same eyes see what is no accident.
    await platform.stop();
    const opened = store?.url ? await openPostgres(store.url) : await openPglite(data);
    await sql`drop trigger audit_entries_append_only on audit_entries`.execute(opened.database);
    await sql`update audit_entries set actor_role = 'ops' where sequence = 3`.execute(opened.database);
    await opened.close();
    platform = await start();
    console.url = platform.url;
    expect(await console.check('all')).toMatchObject({
      state: 'alarm',
      alarms: [{ finding: { kind: 'changed', sequence: 3 } }],
    });
  } finally {
    console.watch.stop();
    await platform.stop('SIGKILL');
    await store?.close();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
});
