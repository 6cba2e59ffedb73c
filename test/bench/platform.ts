import { randomBytes, randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { sql } from 'kysely';
import type { StaffRole } from '#contract/common.ts';
import { createApp } from '#platform/app.ts';
import { createAccessTokens } from '#platform/auth/access-token.ts';
import { migrate } from '#platform/db/migrate.ts';
import { type OpenedDatabase, openPostgres } from '#platform/db/open.ts';
import { type PlatformDeps, systemClock } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import { createLogger } from '#platform/http/logger.ts';
import { LiveHub } from '#platform/live/live-hub.ts';
import { createMeter } from '#platform/metrics/meter.ts';
import { deriveKeys } from '#platform/security/keys.ts';
import { startPostgres } from '#test/support/postgres.ts';

/** A PostgreSQL of its own, with the durability that a real one has: commits must cost what they cost. */
export interface BenchServer {
  /** Directory that the server itself can write to and read from. */
  directory: string;
  /** A fresh database with the platform's schema. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const server = await startPostgres({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: '512MB',
    // Large enough that no checkpoint falls into the measurement of one side.
    max_wal_size: '8GB',
    checkpoint_timeout: '1h',
  });
  const opened = await openPostgres(server.url, 1);
  const { rows } = await sql<{ directory: string }>`select current_setting('data_directory') as directory`.execute(
    opened.database,
  );
  let made = 0;
  return {
    directory: rows[0]?.directory ?? '',
    createDatabase: async () => {
      made += 1;
      const url = new URL(server.url);
      url.pathname = `/bench_${made}`;
      await sql.raw(`create database bench_${made}`).execute(opened.database);
      const fresh = await openPostgres(url.href, 2);
      await migrate(fresh.database);
      await fresh.close();
      return url.href;
    },
    stop: async () => {
      await opened.close();
      await server.stop();
    },
  };
}

/** The platform over a database, in this process, with people of the staff who are signed in. */
export interface BenchPlatform {
  deps: PlatformDeps;
  app: Hono<PlatformEnvironment>;
  opened: OpenedDatabase;
  /** Access token of a new member of staff. */
  signIn(role: StaffRole): Promise<string>;
  /** Calls the platform and gives the answer's body; anything but success throws. */
  call<Answer>(token: string, method: string, path: string, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

export async function openBenchPlatform(url: string, capacity: number): Promise<BenchPlatform> {
  const opened = await openPostgres(url);
  const base = {
    database: opened.database,
    clock: systemClock,
    log: createLogger(() => undefined),
    meter: createMeter(new Date()),
  };
  const deps: PlatformDeps = {
    ...base,
    databaseKind: opened.kind,
    keys: deriveKeys(randomBytes(32)),
    live: new LiveHub(base, opened.notices),
    exporter: null,
    config: {
      version: '0.0.0-bench',
      publicUrl: 'https://beta.example.test',
      smtpUrl: 'smtp://127.0.0.1:1',
      mailFrom: 'Gatehouse <beta@example.test>',
      trustProxy: false,
      corsOrigins: [],
      webhookPrivate: false,
      rehearsal: false,
      probes: [],
    },
    lifecycle: { startedAt: new Date(), draining: false, listeningUrl: null },
    wakeJobs: () => undefined,
  };
  await sql`update seats set capacity = ${capacity}`.execute(opened.database);
  await sql`update approval_policy set quorum_seats = 1000000, quorum_enterprise_seats = 1000000`.execute(
    opened.database,
  );
  const app = createApp(deps);
  const tokens = createAccessTokens(deps);
  return {
    deps,
    app,
    opened,
    signIn: async (role) => {
      const [userId, sessionId] = [randomUUID(), randomUUID()];
      await sql`
        insert into users (id, email, full_name, role, password_hash, created_at, updated_at)
        values (${userId}, ${`${userId}@example.test`}, ${role}, ${role}, 'none', now(), now())`.execute(
        opened.database,
      );
      await sql`
        insert into sessions (id, user_id, created_at, last_seen_at, expires_at)
        values (${sessionId}, ${userId}, now(), now(), now() + interval '7 days')`.execute(opened.database);
      return tokens.sign({ userId, sessionId });
    },
    call: async <Answer>(token: string, method: string, path: string, body?: unknown) => {
      const request = {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      // As from this machine: the general limit per address is not what is measured.
      const response = await app.request(path, request, { incoming: { socket: { remoteAddress: '127.0.0.1' } } });
      const text = await response.text();
      if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return JSON.parse(text) as Answer;
    },
    close: () => opened.close(),
  };
}
