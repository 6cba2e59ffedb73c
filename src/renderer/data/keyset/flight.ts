/** Rows a millisecond from which on nobody reads what passes: a flung or dragged scroll bar, not a wheel or a held key. */
const speed = 2;
/** Movements farther apart are jumps, whose rows somebody wants to see at once. */
const movementMilliseconds = 100;
/** A flight is over when nothing has passed that fast for so long. */
export const landingMilliseconds = 80;

/** Tells whether a list is moved through faster than it can be read. Times are of `performance.now()`. */
export class Flight {
  #first = 0;
  #movedAt = Number.NEGATIVE_INFINITY;
  #flewAt = Number.NEGATIVE_INFINITY;

  /** @param first the first row in view */
  moved(first: number, now: number): void {
    const took = now - this.#movedAt;
    if (took < movementMilliseconds && Math.abs(first - this.#first) > speed * took) this.#flewAt = now;
    this.#first = first;
    this.#movedAt = now;
  }

  /** Milliseconds until it is over, if nothing flies past in them; 0 where nothing flies. */
  left(now: number): number {
    return Math.max(0, this.#flewAt + landingMilliseconds - now);
  }
}
