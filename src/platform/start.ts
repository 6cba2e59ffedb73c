import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app.ts';
import { requireSameKeys } from './db/key-check.ts';
import { migrate } from './db/migrate.ts';
import { type OpenedDatabase, openPglite, openPostgres } from './db/open.ts';
import { type PlatformDeps, systemClock } from './deps.ts';
import type { Logger } from './http/logger.ts';
import { createJobRunner, type JobRunner } from './jobs/runner.ts';
import { LiveHub } from './live/live-hub.ts';
import { noteDeployment } from './metrics/deployment-repository.ts';
import { createExporter, type Exporter } from './metrics/exporter.ts';
import { type Measuring, startMeasuring } from './metrics/measuring.ts';
import { createMeter, type Meter } from './metrics/meter.ts';
import { isRehearsal, type RehearsalAccount, rehearsalAccounts, seedRehearsal } from './rehearsal/seed.ts';
import { allJobs } from './rooms.ts';
import { deriveKeys, loadSecret } from './security/keys.ts';
import { makeNamedAdmin, offerSetup } from './users/first-admin-service.ts';
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
  /** Lets webhooks lead to private addresses. */
  webhookPrivate?: boolean | undefined;
  /** Addresses (https) whose hosts are probed. */
  probes?: readonly string[] | undefined;
  /** Opens `/metrics` to whoever shows it. */
  metricsToken?: string | undefined;
  /** Asked again and again while another process holds the embedded store; without it the start fails at once. */
  keepWaitingForStore?: (() => boolean) | undefined;
  /** Who put this version into use, for the charts. */
  deployedBy?: string | undefined;
  /** How long it goes on taking requests once told to stop, while `/ready` says 503; 0 where nothing is given. */
  drainSeconds?: number | undefined;
  log: Logger;
}

export interface RunningPlatform {
  url: string;
  /** The accounts of a simulated beta, whose passwords are no secret; null where the beta is real. */
  rehearsal: { accounts: RehearsalAccount[] } | null;
  /** One-time link to make the first admin, where there is none. */
  setupUrl: string | null;
  /** Finishes what is in flight, stops the jobs and closes the store. */
  stop(): Promise<void>;
}

/** Opens the store, brings it up to date, seeds it, listens and starts the jobs. */
export async function startPlatform(options: StartOptions): Promise<RunningPlatform> {
  const exporter = options.metricsToken === undefined ? null : await createExporter();
  const made = createMeter(new Date());
  const meter = exporter?.watch(made) ?? made;
  const opened = await openStore(options, meter);
  let jobs: JobRunner | undefined;
  let server: Server | undefined;
  try {
    const deps = await prepareStore(options, opened, { meter, exporter }, () => jobs?.wake());
    // The adaptor's type also covers HTTP/2; without options it makes a plain server.
    server = createAdaptorServer({ fetch: createApp(deps).fetch, hostname: options.host }) as Server;
    const url = await listen(server, options.host, options.port);
    if (!options.publicUrl) deps.config.publicUrl = url;
    deps.lifecycle.listeningUrl = url;
    const setupUrl = await offerSetup(deps);
    jobs = createJobRunner(deps, allJobs());
    jobs.start();
    const measuring = startMeasuring(deps, options.dataDirectory);
    if (opened.kind === 'postgres') void hearOthers(deps);
    const running = { deps, server, jobs, measuring, opened, drainSeconds: options.drainSeconds ?? 0 };
    let stopping: Promise<void> | undefined;
    return {
      url,
      rehearsal: deps.config.rehearsal ? { accounts: rehearsalAccounts() } : null,
      setupUrl,
      stop: () => {
        stopping ??= stop(running);
        return stopping;
      },
    };
  } catch (error) {
    server?.close();
    await opened.close();
    throw error;
  }
}

/** From the start on, because other nodes may have readers. Where it fails, the first reader here tries again. */
async function hearOthers({ live, log }: PlatformDeps): Promise<void> {
  try {
    await live.watch();
  } catch (error) {
    log.warn('live_waits', { message: error instanceof Error ? error.message : String(error) });
  }
}

/** Brings schema, keys and first content of the store in order. */
async function prepareStore(
  options: StartOptions,
  opened: OpenedDatabase,
  { meter, exporter }: { meter: Meter; exporter: Exporter | null },
  wakeJobs: () => void,
): Promise<PlatformDeps> {
  await migrate(opened.database);
  const base = { database: opened.database, clock: systemClock, log: options.log, meter };
  const deps: PlatformDeps = {
    ...base,
    databaseKind: opened.kind,
    keys: deriveKeys(await loadSecret(options.secretKey, options.dataDirectory)),
    live: new LiveHub(base, opened.notices),
    exporter: exporter && { ...exporter, token: options.metricsToken ?? '' },
    config: {
      version: platformVersion,
      publicUrl: options.publicUrl ?? `http://${options.host}:${options.port}`,
      smtpUrl: options.smtpUrl ?? null,
      mailFrom: options.mailFrom ?? 'Gatehouse <gatehouse@localhost>',
      trustProxy: options.trustProxy ?? false,
      corsOrigins: options.corsOrigins ?? [],
      webhookPrivate: options.webhookPrivate ?? false,
      rehearsal: false,
      probes: options.probes ?? [],
    },
    lifecycle: { startedAt: meter.node.startedAt, draining: false, listeningUrl: null },
    wakeJobs,
  };
  await requireSameKeys(deps.database, deps.keys);
  if (options.seed === 'rehearsal') await seedRehearsal(deps);
  else if (options.admin) await makeNamedAdmin(deps, options.admin);
  deps.config.rehearsal = await isRehearsal(deps.database);
  await noteDeployment(deps.database, {
    version: platformVersion,
    at: deps.clock.now(),
    node: meter.node.name,
    by: options.deployedBy ?? null,
  });
  // A simulated beta must never write to anybody.
  if (deps.config.rehearsal) deps.config.smtpUrl = null;
  return deps;
}

function openStore(options: StartOptions, observer: Meter): Promise<OpenedDatabase> {
  return options.databaseUrl
    ? openPostgres(options.databaseUrl, undefined, observer)
    : openPglite(options.dataDirectory, { keepWaiting: options.keepWaitingForStore, observer });
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
const finishMilliseconds = 10_000;

async function stop(running: {
  deps: PlatformDeps;
  server: Server;
  jobs: JobRunner;
  measuring: Measuring;
  opened: OpenedDatabase;
  drainSeconds: number;
}): Promise<void> {
  // From here on `/ready` says 503 and every answer asks its client to leave the connection; requests are still served.
  running.deps.lifecycle.draining = true;
  // Streams have no end of their own: their readers go on at another node at once.
  await running.deps.live.stop();
  await setTimeout(running.drainSeconds * 1000);
  const closed = new Promise<void>((resolve) => running.server.close(() => resolve()));
  running.server.closeIdleConnections();
  const enough = new AbortController();
  void setTimeout(finishMilliseconds, undefined, { signal: enough.signal }).then(
    () => running.server.closeAllConnections(),
    () => undefined,
  );
  await closed;
  enough.abort();
  await running.jobs.stop();
  await running.measuring.stop();
  await running.opened.close();
  running.deps.log.flush();
}
