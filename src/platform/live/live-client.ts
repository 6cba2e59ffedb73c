import type { LiveTopic } from '#contract/live.ts';
import type { EventLine } from '#platform/http/event-answer.ts';
import type { EventRing } from './event-ring.ts';
import { eventBytes } from './event-text.ts';

/** Beyond this much unread nothing more is written; a reader who takes nothing costs this and one event. */
const mostWaiting = 256 * 1024;
/** What passes is for those who keep up. */
const mostForPassing = 16 * 1024;

export interface ClientRequest {
  readonly sessionId: string;
  readonly topics: ReadonlySet<LiveTopic>;
}

/**
 * One reader. What counts (points) is read from the ring at their own pace, so nothing is kept for them but a position;
 * what passes (the stretch that runs) is left out while they are behind.
 */
export class LiveClient {
  readonly request: ClientRequest;
  readonly line: EventLine;
  readonly #ring: EventRing;
  readonly #moment: () => { at: string };
  #position: number;
  #readyDue = false;
  #due: Uint8Array | null = null;
  /** How much was written to them, and how much of it they had taken at the last look, and when that changed last. */
  #written = 0;
  #taken = Number.NEGATIVE_INFINITY;
  #takenAt = 0;

  constructor(request: ClientRequest, line: EventLine, ring: EventRing, moment: () => { at: string }) {
    this.request = request;
    this.line = line;
    this.#ring = ring;
    this.#moment = moment;
    this.#position = ring.head;
    line.onDrained(() => this.#drained());
  }

  wants(topic: LiveTopic): boolean {
    return this.request.topics.has(topic);
  }

  /** Begins at the newest, or goes on behind a position. */
  begin(position: number | null): void {
    if (position === null || !this.wants('points')) {
      this.write(eventBytes('ready', this.#moment(), this.wants('points') ? this.#position : undefined));
      return;
    }
    this.#position = position;
    this.#readyDue = this.#ring.after(position) !== 'lost';
    this.pump();
  }

  write(bytes: Uint8Array): void {
    this.#written += bytes.length;
    this.line.write(bytes);
  }

  /** Writes what there is, as far as they take it. */
  pump(): void {
    if (!this.wants('points')) return;
    for (;;) {
      const next = this.#ring.after(this.#position);
      if (next === 'end') break;
      if (this.line.waiting > mostWaiting) return;
      if (next === 'lost') {
        this.#position = this.#ring.head;
        this.write(eventBytes('reset', this.#moment(), this.#position));
        return;
      }
      // Before it is written: a line may say from within that nothing waits.
      this.#position = next.id;
      this.write(next.bytes);
    }
    if (!this.#readyDue) return;
    this.#readyDue = false;
    this.write(eventBytes('ready', this.#moment()));
  }

  /** Something that is worth nothing later. */
  pass(bytes: Uint8Array): void {
    if (this.line.waiting > mostForPassing) return;
    this.#settle();
    this.write(bytes);
  }

  /** A state, of which only the newest counts: those who are behind get it once they have caught up. */
  state(bytes: Uint8Array): void {
    this.#due = bytes;
    if (this.line.waiting <= mostForPassing) this.#settle();
  }

  /**
   * Since how many milliseconds they have taken nothing of what waits for them, as far as it was looked at.
   *
   * @param now by a clock that nobody sets
   */
  stalledFor(now: number): number {
    const { waiting } = this.line;
    // What waits is counted with what it is wrapped in, so this may seem to go back a little.
    const taken = this.#written - waiting;
    if (taken > this.#taken || waiting === 0) {
      this.#taken = taken;
      this.#takenAt = now;
    }
    return now - this.#takenAt;
  }

  /** Not only once nothing waits any more: a line says so only where more had waited than it likes. */
  #settle(): void {
    const due = this.#due;
    this.#due = null;
    if (due !== null) this.write(due);
  }

  #drained(): void {
    this.#settle();
    this.pump();
  }
}
