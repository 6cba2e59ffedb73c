import type { Context } from 'hono';
import type { Operation } from '#contract/operation.ts';
import type { PlatformEnvironment } from './environment.ts';

export type RateLimitName = NonNullable<Operation['rateLimit']>;

export interface RateLimiter {
  /**
   * Counts one hit and sets the `RateLimit` and `RateLimit-Policy` headers.
   *
   * @throws ProblemError `rate_limited` with the seconds to wait
   */
  take(http: Context<PlatformEnvironment>, name: RateLimitName, address: string): Promise<void>;
}
