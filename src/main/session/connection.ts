export type ConnectionState = 'online' | 'offline' | 'unknown';

export interface ConnectionOptions {
  /** Asks the platform for a sign of life. */
  readonly probe: () => Promise<boolean>;
  readonly onChange: (state: ConnectionState) => void;
  /** Time until the n-th probe while offline. */
  readonly delay?: (attempt: number) => number;
}

/** Whether the platform can be reached: learnt from the outcome of calls, and from a light poll only while it can't. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #delay: (attempt: number) => number;
  #state: ConnectionState = 'unknown';
  #timer: NodeJS.Timeout | null = null;
  #attempt = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#delay = options.delay ?? ((attempt) => Math.min(15_000, 1000 * 2 ** attempt));
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Takes note of how a call went. */
  report(outcome: 'online' | 'offline'): void {
    if (outcome === 'online') this.#stopPolling();
    else if (this.#timer === null) this.#schedule();
    this.#become(outcome);
  }

  /** Nobody is connected to anything any more. */
  reset(): void {
    this.#stopPolling();
    this.#become('unknown');
  }

  /** Looks at once, for example after the computer slept. */
  async check(): Promise<void> {
    this.report((await this.#options.probe()) ? 'online' : 'offline');
  }

  #schedule(): void {
    this.#timer = setTimeout(() => void this.#poll(), this.#delay(this.#attempt));
    this.#timer.unref();
    this.#attempt += 1;
  }

  async #poll(): Promise<void> {
    const timer = this.#timer;
    const alive = await this.#options.probe();
    // A call, a sign-out or another profile may have settled the matter during the probe.
    if (this.#timer !== timer) return;
    if (alive) this.report('online');
    else this.#schedule();
  }

  #stopPolling(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#attempt = 0;
  }

  #become(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onChange(state);
  }
}
