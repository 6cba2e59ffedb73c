import type { CallError } from '#bridge/errors.ts';
import type { LiveState } from '#bridge/live.ts';
import type { LiveTopic } from '#contract/live.ts';
import { callError } from '#main/platform-client/call-error.ts';
import { fail, type Result } from '#shared/result.ts';
import { EventParser, type ServerEvent } from './event-parser.ts';

export interface FollowOptions {
  readonly topics: readonly LiveTopic[];
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
  readonly onPiece: (piece: Uint8Array) => void;
}

export interface LiveLineOptions {
  /** Reads the stream once, as whoever is signed in, until it ends in some way. */
  readonly follow: (options: FollowOptions) => Promise<Result<null, CallError>>;
  /** @returns false where the event is none of the contract, which ends the line */
  readonly onEvent: (event: ServerEvent) => boolean;
  readonly onState: (state: LiveState) => void;
  /** A number from 0 to 1, so that consoles that were cut together don't come back together. */
  readonly random?: () => number;
}

const firstDelay = 500;
const longestDelay = 30_000;
/** Where there is no stream, or none gets through, another try is for when something was changed on the way. */
const seldom = 5 * 60_000;
/** So many times in a row nothing came of it before that is said. */
const mostSilentTries = 3;
/** A line that falls silent so soon is held back by something on the way, whatever came first. */
const soonMilliseconds = 60_000;
/** A line that held so long was a good one: the next try comes soon. */
const goodMilliseconds = 10_000;

/** Answers that will be the same next time. */
const lasting: ReadonlySet<CallError['kind']> = new Set([
  'not_found',
  'method_not_allowed',
  'forbidden',
  'contract_broken',
  'rejected',
  'validation',
]);
/** Whoever asked must sign in again; the session says so by itself. */
const over: ReadonlySet<CallError['kind']> = new Set(['session_revoked', 'not_connected']);

/**
 * One line to the stream, for as long as somebody wants something of it: made again when it breaks, and going on behind
 * the last event that came.
 */
export class LiveLine {
  readonly #options: LiveLineOptions;
  #topics: readonly LiveTopic[] = [];
  #lastEventId: string | undefined;
  /** Of the present life of the line; every change of what is wanted begins another. */
  #life: AbortController | null = null;
  #state: LiveState = 'off';

  constructor(options: LiveLineOptions) {
    this.#options = options;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** What is wanted from now on; nothing closes the line. */
  want(topics: readonly LiveTopic[]): void {
    if (topics.join() === this.#topics.join()) return;
    // Whoever looks away and back reads the history first: what came meanwhile needs no second way in.
    if (!topics.includes('points')) this.#lastEventId = undefined;
    this.#topics = topics;
    this.#begin();
  }

  /** Closes the line and forgets where it was. */
  close(): void {
    this.#topics = [];
    this.#lastEventId = undefined;
    this.#begin();
  }

  /** The computer slept, or the platform can be reached again: what seems to stand may be dead, and waiting is over. */
  renew(): void {
    if (this.#topics.length > 0) this.#begin();
  }

  #begin(): void {
    this.#life?.abort();
    this.#life = null;
    if (this.#topics.length === 0) {
      this.#become('off');
      return;
    }
    const life = new AbortController();
    this.#life = life;
    void this.#live(life);
  }

  async #live(life: AbortController): Promise<void> {
    let attempt = 0;
    let silent = 0;
    let state: LiveState = 'connecting';
    while (!life.signal.aborted) {
      this.#become(state);
      const { answer, held } = await this.#follow(life);
      if (life.signal.aborted) return;
      if (!answer.ok && over.has(answer.error.kind)) {
        this.#become('off');
        return;
      }
      attempt = held > goodMilliseconds ? 0 : attempt + 1;
      silent = !answer.ok && answer.error.kind === 'timeout' && held < soonMilliseconds ? silent + 1 : 0;
      const hopeless = !answer.ok && lasting.has(answer.error.kind);
      state = hopeless || silent >= mostSilentTries ? 'unavailable' : 'connecting';
      this.#become(state);
      await this.#pause(state === 'unavailable' ? seldom : this.#delay(attempt, answer), life.signal);
    }
  }

  async #follow(life: AbortController) {
    const parser = new EventParser((event) => this.#take(event));
    let begun: number | null = null;
    const following = this.#options.follow({
      topics: this.#topics,
      lastEventId: this.#lastEventId,
      signal: life.signal,
      onPiece: (piece) => {
        // What is read after the line was closed belongs to nobody.
        if (life.signal.aborted) return;
        // Not with the head of the answer: a proxy may hand that on and keep all that follows.
        if (begun === null) {
          begun = performance.now();
          this.#become('catching_up');
        }
        parser.take(piece);
      },
    });
    // What the parser or the contract doesn't take ends the line as well.
    const answer = await following.catch((error: unknown) => fail(notUnderstood(error)));
    return { answer, held: begun === null ? 0 : performance.now() - begun };
  }

  #take(event: ServerEvent): void {
    if (!this.#options.onEvent(event)) throw new Error(`“${event.name}” is not as the contract says.`);
    if (event.id !== null) this.#lastEventId = event.id;
    if (event.name === 'ready' || event.name === 'reset') this.#become('live');
  }

  /** Twice as long every time, and anywhere in the second half of that; sooner where the platform asked for it. */
  #delay(attempt: number, answer: Result<null, CallError>): number {
    const asked = answer.ok ? null : (answer.error.retry_after_seconds ?? null);
    if (asked !== null) return asked * 1000;
    const whole = Math.min(longestDelay, firstDelay * 2 ** attempt);
    return whole / 2 + (whole / 2) * (this.#options.random ?? Math.random)();
  }

  #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, milliseconds);
      timer.unref();
      signal.addEventListener('abort', done, { once: true });
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }

  #become(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}

function notUnderstood(error: unknown): CallError {
  const reason = error instanceof Error ? error.message : String(error);
  return callError(
    'contract_broken',
    `The stream of the platform can’t be understood: ${reason} The console asks instead.`,
  );
}
