import { sql } from 'kysely';
import type { Operation } from '#contract/operation.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Exchange } from './pipeline.ts';
import { ProblemError } from './problem.ts';

export type RateLimitName = NonNullable<Operation['rateLimit']> | 'ingest_key';

interface Limit {
  /** For one network address, or one ingest key. */
  each: number;
  /** Over all of them, so that a thousand can't guess a thousand times as fast. */
  overall: number;
  seconds: number;
  /** Success is given back: who knows the secret wasn't guessing, and a busy office shares one address. */
  countsSuccess: boolean;
}

export const rateLimits: Readonly<Record<RateLimitName, Limit>> = {
  credentials: { each: 20, overall: 600, seconds: 60, countsSuccess: false },
  redeem: { each: 60, overall: 1200, seconds: 60, countsSuccess: false },
  mail: { each: 5, overall: 200, seconds: 900, countsSuccess: true },
  // A million events a minute from one gateway.
  ingest: { each: 1000, overall: 10_000, seconds: 60, countsSuccess: true },
  // Wrong keys alone are counted.
  ingest_key: { each: 20, overall: 600, seconds: 60, countsSuccess: true },
};

/** What one hit did to a limit. */
export interface LimitState {
  name: string;
  allowed: boolean;
  quota: number;
  remaining: number;
  windowSeconds: number;
  /** Seconds until the window begins anew. */
  resetSeconds: number;
}

export interface RateLimiter {
  /** Counts one hit of an address or a key. */
  take(name: RateLimitName, subject: string): Promise<LimitState>;
  /** Takes a hit back, after a success that should not count. */
  giveBack(name: RateLimitName, subject: string): Promise<void>;
}

/** Counts in the shared store, so that more platform nodes don't mean more tries. */
export function createRateLimiter(deps: Pick<PlatformDeps, 'database' | 'clock'>): RateLimiter {
  return {
    take: async (name, subject) => {
      const limit = rateLimits[name];
      const { start, resetSeconds } = windowOf(limit, deps.clock.now());
      const { rows } = await sql<{ bucket: string; hits: number }>`
        insert into rate_windows (bucket, window_start, hits)
        values (${`${name}:${subject}`}, ${start}, 1), (${`${name}=all`}, ${start}, 1)
        on conflict (bucket, window_start) do update set hits = rate_windows.hits + 1
        returning bucket, hits`.execute(deps.database);
      const hits = (bucket: string) => rows.find((row) => row.bucket === bucket)?.hits ?? 0;
      const remaining = Math.min(limit.each - hits(`${name}:${subject}`), limit.overall - hits(`${name}=all`));
      return {
        name,
        allowed: remaining >= 0,
        quota: limit.each,
        remaining: Math.max(0, remaining),
        windowSeconds: limit.seconds,
        resetSeconds,
      };
    },
    giveBack: async (name, subject) => {
      if (rateLimits[name].countsSuccess) return;
      const { start } = windowOf(rateLimits[name], deps.clock.now());
      await sql`
        update rate_windows set hits = greatest(hits - 1, 0)
        where window_start = ${start} and bucket in (${`${name}:${subject}`}, ${`${name}=all`})`.execute(deps.database);
    },
  };
}

/**
 * Counts one hit for a request, whose answer then names the limit: for its ingest key where it has one, else for the
 * network address.
 *
 * @throws ProblemError `rate_limited` with the seconds to wait
 */
export async function spendLimit(limiter: RateLimiter, exchange: Exchange, name: RateLimitName): Promise<void> {
  const { address, ingestCaller } = exchange.context;
  const state = await limiter.take(name, ingestCaller?.keyId ?? address);
  exchange.limits.push(state);
  requireAllowed(state, ingestCaller ? 'calls with this key' : 'tries from this address');
}

/** @throws ProblemError `rate_limited` with the seconds to wait */
export function requireAllowed(state: LimitState, what = 'tries from this address'): void {
  if (state.allowed) return;
  throw new ProblemError(
    'rate_limited',
    `Too many ${what}. Nothing was changed; wait ${state.resetSeconds} seconds and try again.`,
    { retry_after_seconds: state.resetSeconds },
  );
}

function windowOf(limit: Limit, now: Date): { start: Date; resetSeconds: number } {
  const length = limit.seconds * 1000;
  const start = Math.floor(now.getTime() / length) * length;
  return { start: new Date(start), resetSeconds: Math.max(1, Math.ceil((start + length - now.getTime()) / 1000)) };
}
