import type { Clock } from '#platform/deps.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { LimitState, RateLimiter } from '#platform/http/rate-limit.ts';

/** Right keys of a node that are remembered. */
const mostRemembered = 10_000;
/** How often the live keys are read, however many addresses send wrong ones. */
const readEveryMilliseconds = 10_000;

interface WrongKeysParts {
  clock: Clock;
  limiter: Pick<RateLimiter, 'take'>;
  /** The hashes of all keys that are live. */
  liveHashes: () => Promise<readonly string[]>;
}

/**
 * Keeps wrong ingest keys away from the database. Wrong ones are counted for each address in the shared store; an address
 * that sent too many is remembered here until its window is over, and its unknown keys are refused without a look. A key
 * that was right before goes on to be looked up, so a gateway that shares the address with a wrong one is not held up.
 */
export class WrongKeys {
  readonly #parts: WrongKeysParts;
  /** When each address may try unknown keys again. */
  readonly #shut = new Map<string, { until: number; state: LimitState }>();
  readonly #right = new Set<string>();
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(parts: WrongKeysParts) {
    this.#parts = parts;
  }

  /** @throws ProblemError `rate_limited` for an unknown key from an address that sent too many wrong ones */
  requireTry(address: string, hash: string, limits: LimitState[]): void {
    const shut = this.#shut.get(address);
    if (shut === undefined || this.#right.has(hash)) return;
    const left = Math.ceil((shut.until - this.#parts.clock.now().getTime()) / 1000);
    if (left <= 0) {
      this.#shut.delete(address);
      return;
    }
    const state = { ...shut.state, resetSeconds: left };
    limits.push(state);
    throw tooMany(state);
  }

  right(hash: string): void {
    if (this.#right.size >= mostRemembered) this.#right.clear();
    this.#right.add(hash);
  }

  /**
   * Counts a wrong key.
   *
   * @throws ProblemError `rate_limited` where it was one too many
   */
  async wrong(address: string, hash: string, limits: LimitState[]): Promise<void> {
    // It may have been right before, and was revoked.
    this.#right.delete(hash);
    const state = await this.#parts.limiter.take('ingest_key', address);
    limits.push(state);
    if (state.allowed) return;
    const now = this.#parts.clock.now().getTime();
    this.#forgetOpen(now);
    await this.#meetRightKeys(now);
    this.#shut.set(address, { until: now + state.resetSeconds * 1000, state });
    throw tooMany(state);
  }

  /** Also those that this node has not met yet go on. */
  async #meetRightKeys(now: number): Promise<void> {
    if (now - this.#readAt < readEveryMilliseconds) return;
    this.#readAt = now;
    for (const hash of await this.#parts.liveHashes()) this.right(hash);
  }

  #forgetOpen(now: number): void {
    for (const [address, { until }] of this.#shut) if (until <= now) this.#shut.delete(address);
  }
}

function tooMany({ resetSeconds }: LimitState): ProblemError {
  return new ProblemError(
    'rate_limited',
    `Too many wrong ingest keys came from this address. Nothing was taken; keep the events, and send them with a right key, or in ${resetSeconds} seconds.`,
    { retry_after_seconds: resetSeconds },
  );
}
