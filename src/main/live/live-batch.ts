import type { LiveMetrics } from '#bridge/live.ts';

/** At most four a second cross to the page: more would be drawn no sooner. */
const pauseMilliseconds = 250;

/** Gathers what comes and hands it on together, the first at once and the next after a pause. */
export class LiveBatch {
  readonly #send: (metrics: LiveMetrics) => void;
  readonly #pause: number;
  #events: LiveMetrics['events'] = [];
  #reset = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(send: (metrics: LiveMetrics) => void, pause = pauseMilliseconds) {
    this.#send = send;
    this.#pause = pause;
  }

  add(event: LiveMetrics['events'][number]): void {
    this.#events.push(event);
    this.#plan();
  }

  /** What waits here is newer than what was missed: it stays. */
  reset(): void {
    this.#reset = true;
    this.#plan();
  }

  /** Forgets what waits: it was for somebody else. */
  clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#events = [];
    this.#reset = false;
  }

  #plan(): void {
    if (this.#timer !== null) return;
    this.#flush();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#events.length > 0 || this.#reset) this.#plan();
    }, this.#pause);
    this.#timer.unref();
  }

  #flush(): void {
    const metrics = { reset: this.#reset, events: this.#events };
    this.#events = [];
    this.#reset = false;
    this.#send(metrics);
  }
}
