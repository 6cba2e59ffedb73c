export interface RingEvent {
  readonly id: number;
  /** The stretch that it tells of. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** Where a reader who has everything up to an id stands: at an event, at the end, or too far back to go on. */
export type NextEvent = RingEvent | 'end' | 'lost';

/**
 * The newest events with ids, for those who come back. Ids go up but not by one: a stretch that was written twice before
 * anybody looked is one event, with the later id.
 */
export class EventRing {
  readonly #most: number;
  #events: RingEvent[] = [];
  /** Whoever has everything up to here can go on. */
  #floor = 0;
  #head = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** The newest id that there is, said or not. */
  get head(): number {
    return this.#head;
  }

  /** Forgets everything: from here on nothing is missed. */
  begin(position: number): void {
    this.#events = [];
    this.#floor = position;
    this.#head = position;
  }

  push(event: RingEvent): void {
    this.#events.push(event);
    this.#head = event.id;
    while (this.#events.length > this.#most) this.#floor = this.#events.shift()?.id ?? this.#floor;
  }

  after(position: number): NextEvent {
    if (position === this.#head) return 'end';
    if (!(position >= this.#floor && position < this.#head)) return 'lost';
    // Nearly everybody has all but the newest.
    let place = this.#events.length - 1;
    while (place > 0 && (this.#events[place - 1]?.id ?? 0) > position) place -= 1;
    return this.#events[place] ?? 'end';
  }
}
