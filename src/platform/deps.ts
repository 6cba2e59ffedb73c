import type { Kysely } from 'kysely';
import type { Database } from './db/schema.ts';
import type { Logger } from './http/logger.ts';
import type { LiveHub } from './live/live-hub.ts';
import type { Exporter } from './metrics/exporter.ts';
import type { Meter } from './metrics/meter.ts';
import type { Keys } from './security/keys.ts';

/** The time, injected so that tests can move it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export interface PlatformConfig {
  version: string;
  /** Public origin for links in mails, for example `https://beta.example.com`; without a trailing slash. */
  publicUrl: string;
  /** Null: mails stay in the outbox. */
  smtpUrl: string | null;
  mailFrom: string;
  /** Behind a proxy that sets X-Forwarded-For. */
  trustProxy: boolean;
  /** Origins that browsers may call from. */
  corsOrigins: readonly string[];
  rehearsal: boolean;
  /** Webhooks may lead to private addresses and need no https: for platforms inside a closed network. */
  webhookPrivate: boolean;
  /** Addresses (https) whose hosts are probed, with their certificates. */
  probes: readonly string[];
}

/** Where the process is in its life. */
export interface Lifecycle {
  startedAt: Date;
  /** True from the moment it was asked to stop: it answers what is in flight and tells load balancers to look elsewhere. */
  draining: boolean;
  /** Where this node listens, for asking itself; null where it doesn't. */
  listeningUrl: string | null;
}

/** Everything a service may need. Made once at start, handed down as one value. */
export interface PlatformDeps {
  database: Kysely<Database>;
  databaseKind: 'pglite' | 'postgres';
  clock: Clock;
  keys: Keys;
  log: Logger;
  /** What this node measures. */
  meter: Meter;
  /** What Prometheus may read with a token; null where none was set. */
  exporter: (Pick<Exporter, 'scrape'> & { token: string }) | null;
  /** Who reads the stream on this node. */
  live: LiveHub;
  config: PlatformConfig;
  lifecycle: Lifecycle;
  /** Tells the job runner that there is work, so that nobody waits for the next tick. */
  wakeJobs(): void;
}
