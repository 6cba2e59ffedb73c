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
  /** Since when they take nothing, by a clock that nobody sets; null while they do. */
  stalledSince: number | null = null;

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
      this.line.write(eventBytes('ready', this.#moment(), this.wants('points') ? this.#position : undefined));
      return;
    }
    this.#position = position;
    this.#readyDue = this.#ring.after(position) !== 'lost';
    this.pump();
  }

  /** Writes what there is, as far as they take it. */
  pump(): void {
    if (!this.wants('points')) return;
    for (;;) {
      const next = this.#ring.after(this.#position);
      if (next === 'end') break;
      if (this.line.waiting > mostWaiting) {
        this.stalledSince ??= performance.now();
        return;
      }
      if (next === 'lost') {
        this.#position = this.#ring.head;
        this.line.write(eventBytes('reset', this.#moment(), this.#position));
        return;
      }
      // Before it is written: a line may say from within that nothing waits.
      this.#position = next.id;
      this.line.write(next.bytes);
    }
    if (!this.#readyDue) return;
    this.#readyDue = false;
    this.line.write(eventBytes('ready', this.#moment()));
  }

  /** Something that is worth nothing later. */
  pass(bytes: Uint8Array): void {
    if (this.line.waiting <= mostForPassing) this.line.write(bytes);
  }

  /** A state, of which only the newest counts: those who are behind get it once they have caught up. */
  state(bytes: Uint8Array): void {
    if (this.line.waiting <= mostForPassing) this.line.write(bytes);
    else this.#due = bytes;
  }

  #drained(): void {
    this.stalledSince = null;
    const due = this.#due;
    this.#due = null;
    if (due !== null) this.line.write(due);
    this.pump();
  }
}
