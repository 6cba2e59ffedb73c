import { sql } from 'kysely';
import type { Operation } from '#contract/operation.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Exchange } from './pipeline.ts';
import { ProblemError } from './problem.ts';

export type RateLimitName = NonNullable<Operation['rateLimit']>;

interface Limit {
  perAddress: number;
  /** Over all addresses, so that a thousand of them can't guess a thousand times as fast. */
  overall: number;
  seconds: number;
  /** Success is given back: who knows the secret wasn't guessing, and a busy office shares one address. */
  countsSuccess: boolean;
}

export const rateLimits: Readonly<Record<RateLimitName, Limit>> = {
  credentials: { perAddress: 20, overall: 600, seconds: 60, countsSuccess: false },
  redeem: { perAddress: 60, overall: 1200, seconds: 60, countsSuccess: false },
  mail: { perAddress: 5, overall: 200, seconds: 900, countsSuccess: true },
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
  /** Counts one hit of an address. */
  take(name: RateLimitName, address: string): Promise<LimitState>;
  /** Takes a hit back, after a success that should not count. */
  giveBack(name: RateLimitName, address: string): Promise<void>;
}

/** Counts in the shared store, so that more platform nodes don't mean more tries. */
export function createRateLimiter(deps: Pick<PlatformDeps, 'database' | 'clock'>): RateLimiter {
  return {
    take: async (name, address) => {
      const limit = rateLimits[name];
      const { start, resetSeconds } = windowOf(limit, deps.clock.now());
      const { rows } = await sql<{ bucket: string; hits: number }>`
        insert into rate_windows (bucket, window_start, hits)
        values (${`${name}:${address}`}, ${start}, 1), (${`${name}=all`}, ${start}, 1)
        on conflict (bucket, window_start) do update set hits = rate_windows.hits + 1
        returning bucket, hits`.execute(deps.database);
      const hits = (bucket: string) => rows.find((row) => row.bucket === bucket)?.hits ?? 0;
      const remaining = Math.min(limit.perAddress - hits(`${name}:${address}`), limit.overall - hits(`${name}=all`));
      return {
        name,
        allowed: remaining >= 0,
        quota: limit.perAddress,
        remaining: Math.max(0, remaining),
        windowSeconds: limit.seconds,
        resetSeconds,
      };
    },
    giveBack: async (name, address) => {
      if (rateLimits[name].countsSuccess) return;
      const { start } = windowOf(rateLimits[name], deps.clock.now());
      await sql`
        update rate_windows set hits = greatest(hits - 1, 0)
        where window_start = ${start} and bucket in (${`${name}:${address}`}, ${`${name}=all`})`.execute(deps.database);
    },
  };
}

/**
 * Counts one hit for a request, whose answer then names the limit.
 *
 * @throws ProblemError `rate_limited` with the seconds to wait
 */
export async function spendLimit(limiter: RateLimiter, exchange: Exchange, name: RateLimitName): Promise<void> {
  const state = await limiter.take(name, exchange.context.address);
  exchange.limits.push(state);
  requireAllowed(state);
}

/** @throws ProblemError `rate_limited` with the seconds to wait */
export function requireAllowed(state: LimitState): void {
  if (state.allowed) return;
  throw new ProblemError(
    'rate_limited',
    `Too many tries from this address. Nothing was changed; wait ${state.resetSeconds} seconds and try again.`,
    { retry_after_seconds: state.resetSeconds },
  );
}

function windowOf(limit: Limit, now: Date): { start: Date; resetSeconds: number } {
  const length = limit.seconds * 1000;
  const start = Math.floor(now.getTime() / length) * length;
  return { start: new Date(start), resetSeconds: Math.max(1, Math.ceil((start + length - now.getTime()) / 1000)) };
}
