import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app.ts';
import { migrate } from './db/migrate.ts';
import { type OpenedDatabase, openPglite, openPostgres } from './db/open.ts';
import { type PlatformDeps, systemClock } from './deps.ts';
import type { Logger } from './http/logger.ts';
import { createJobRunner, type JobRunner } from './jobs/runner.ts';
import { isRehearsal, type RehearsalAccount, rehearsalAccounts, seedRehearsal } from './rehearsal/seed.ts';
import { allJobs } from './rooms.ts';
import { deriveKeys, loadSecret } from './security/keys.ts';
import { platformVersion } from './version.ts';

export interface StartOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** Where the embedded store and the keys live. */
  dataDirectory: string;
  seed: 'empty' | 'rehearsal';
  /** PostgreSQL in place of the embedded store. */
  databaseUrl?: string | undefined;
  /** 32 bytes in base64; made in the data directory where nothing is given. */
  secretKey?: string | undefined;
  /** The first admin of an empty store. */
  admin?: { email: string; password: string } | undefined;
  smtpUrl?: string | undefined;
  mailFrom?: string | undefined;
  /** Origin for links in mails; the listening address where nothing is given. */
  publicUrl?: string | undefined;
  trustProxy?: boolean | undefined;
  corsOrigins?: readonly string[] | undefined;
  log: Logger;
}

export interface RunningPlatform {
  url: string;
  rehearsal: { accounts: RehearsalAccount[] } | null;
  /** Finishes what is in flight, stops the jobs and closes the store. */
  stop(): Promise<void>;
}

/** Opens the store, brings it up to date, listens and starts the jobs. */
export async function startPlatform(options: StartOptions): Promise<RunningPlatform> {
  const opened = await openStore(options);
  let jobs: JobRunner | undefined;
  let server: Server | undefined;
  try {
    await migrate(opened.database);
    const deps: PlatformDeps = {
      database: opened.database,
      databaseKind: opened.kind,
      clock: systemClock,
      keys: deriveKeys(await loadSecret(options.secretKey, options.dataDirectory)),
      log: options.log,
      config: {
        version: platformVersion,
        publicUrl: options.publicUrl ?? '',
        smtpUrl: options.smtpUrl ?? null,
        mailFrom: options.mailFrom ?? 'Gatehouse <gatehouse@localhost>',
        trustProxy: options.trustProxy ?? false,
        corsOrigins: options.corsOrigins ?? [],
        rehearsal: false,
      },
      lifecycle: { startedAt: new Date(), draining: false },
      wakeJobs: () => jobs?.wake(),
    };
    if (options.seed === 'rehearsal') await seedRehearsal(deps);
    deps.config.rehearsal = await isRehearsal(opened.database);
    const app = createApp(deps);
    // The adaptor's type also covers HTTP/2; without options it makes a plain server.
    server = createAdaptorServer({ fetch: app.fetch, hostname: options.host }) as Server;
    const url = await listen(server, options.host, options.port);
    if (!options.publicUrl) deps.config.publicUrl = url;
    jobs = createJobRunner(deps, allJobs());
    jobs.start();
    const running = { deps, server, jobs, opened };
    let stopping: Promise<void> | undefined;
    return {
      url,
      rehearsal: deps.config.rehearsal ? { accounts: rehearsalAccounts() } : null,
      stop: () => {
        stopping ??= stop(running);
        return stopping;
      },
    };
  } catch (error) {
    await jobs?.stop();
    server?.close();
    await opened.close();
    throw error;
  }
}

function openStore(options: StartOptions): Promise<OpenedDatabase> {
  return options.databaseUrl ? openPostgres(options.databaseUrl) : openPglite(options.dataDirectory);
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const listening = typeof address === 'object' && address ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${listening}`);
    });
  });
}

/** How long requests in flight may take to finish before their connections are cut. */
const drainMilliseconds = 10_000;

async function stop(running: {
  deps: PlatformDeps;
  server: Server;
  jobs: JobRunner;
  opened: OpenedDatabase;
}): Promise<void> {
  running.deps.lifecycle.draining = true;
  const closed = new Promise<void>((resolve) => running.server.close(() => resolve()));
  running.server.closeIdleConnections();
  const impatience = setTimeout(() => running.server.closeAllConnections(), drainMilliseconds);
  await closed;
  clearTimeout(impatience);
  await running.jobs.stop();
  await running.opened.close();
  running.deps.log.flush();
}
