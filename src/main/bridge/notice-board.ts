import type { Notice } from '#bridge/channels.ts';

/** Keeps what happened until there is a page that listens, then says it once. */
export class NoticeBoard {
  readonly #tell: (notice: Notice) => void;
  #waiting: Notice[] = [];
  #listening = false;

  constructor(tell: (notice: Notice) => void) {
    this.#tell = tell;
  }

  raise(notice: Notice): void {
    if (this.#listening) this.#tell(notice);
    // The same thing twice is one notice, the newer one.
    else this.#waiting = [...this.#waiting.filter(({ id }) => id !== notice.id), notice];
  }

  /** The page asks: it listens from now on, and has been told what waited. */
  take(): Notice[] {
    this.#listening = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  /** The page went away. */
  pageGone(): void {
    this.#listening = false;
  }
}
