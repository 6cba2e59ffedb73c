import { LoadingPace } from './loading-pace.ts';

/** One answer of a keyset list. */
export interface KeysetAnswer<Row> {
  readonly items: readonly Row[];
  readonly next_cursor: string | null;
  readonly total: number;
}

/** Loads the rows after `cursor` (null: from the first). */
export type FetchRows<Row> = (cursor: string | null, limit: number, signal: AbortSignal) => Promise<KeysetAnswer<Row>>;

/** A stretch of the list whose place is known. Its rows may have been let go; the cursor brings them back. */
interface Stretch<Row> {
  readonly first: number;
  readonly count: number;
  readonly cursor: string | null;
  readonly next: string | null;
  rows: readonly Row[] | null;
  stale: boolean;
}

/** Rows came or went above what is on screen, and the places are still the old ones. */
export interface Behind {
  /** How many rows the list has now. */
  readonly total: number;
  readonly catchingUp: boolean;
}

/** Rows of a walk over the list. */
export interface WalkedPage<Row> {
  /** The place of the first of them, as far as it is known. */
  readonly first: number;
  readonly rows: readonly Row[];
}

export const firstPage = 50;
export const pageSize = 500;
/** When the wanted rows are far below the known ones, bigger steps get there sooner. */
export const leapSize = 1000;
/** From here on down the walk from the start is too long to be done anew whenever a row comes in above. */
const deepFrom = 5 * leapSize;
/** Rows loaded ahead of what is on screen. */
const ahead = 600;
/** Stretches that keep their rows; farther ones give them up and keep only cursor and count. */
const keptStretches = 16;

/**
 * The rows of a keyset list by index. A keyset can only be walked from its start, so the walk remembers the cursor of
 * every stretch: afterwards any of them can be loaded or refreshed on its own, and memory stays bounded by the rows
 * near the screen, not by the length of the list.
 */
export class KeysetWindow<Row> {
  readonly #fetch: FetchRows<Row>;
  readonly #listeners = new Set<() => void>();
  readonly #abort = new AbortController();
  #stretches: Stretch<Row>[] = [];
  #total: number | null = null;
  #wanted = { first: 0, last: 0 };
  #version = 0;
  #pumping = false;
  #rebuilding: Promise<void> | null = null;
  #failure: unknown = null;
  readonly #pace = new LoadingPace();
  #behind: Behind | null = null;

  constructor(fetch: FetchRows<Row>) {
    this.#fetch = fetch;
  }

  /** Null until the first answer. */
  get total(): number | null {
    return this.#total;
  }

  /** Not null while rows far down are kept up to date in their old places. */
  get behind(): Behind | null {
    return this.#behind;
  }

  /** Grows with every change, for useSyncExternalStore. */
  get version(): number {
    return this.#version;
  }

  /** Why loading further rows stopped, or null. */
  get failure(): unknown {
    return this.#failure;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    void this.#pump();
    return () => this.#listeners.delete(listener);
  }

  /** The row at an index, or undefined while it is not loaded. */
  rowAt(index: number): Row | undefined {
    const stretch = this.#stretchAt(index);
    return stretch?.rows?.[index - stretch.first];
  }

  /** Says which rows are on screen; loads them and some ahead. */
  want(first: number, last: number): void {
    if (first === this.#wanted.first && last === this.#wanted.last) return;
    this.#wanted = { first, last };
    this.#pace.moved(first);
    void this.#pump();
  }

  /** Puts a row in the place of the one that it is the newer form of, where that is loaded. */
  put(row: Row, isSame: (known: Row) => boolean): void {
    for (const stretch of this.#stretches) {
      if (stretch.rows?.some(isSame) !== true) continue;
      stretch.rows = stretch.rows.map((known) => (isSame(known) ? row : known));
      this.#changed();
    }
  }

  /** Goes on after a failure. */
  retry(): void {
    this.#failure = null;
    this.#changed();
    void this.#pump();
  }

  /**
   * Brings the list up to date and keeps what is on screen until the new rows are there. If the first stretch still
   * ends where it did, the rest is refreshed stretch by stretch as it is looked at; else the walk begins anew. Far down
   * that would be a long walk every few seconds: there the rows on screen are refreshed where they are, and `behind`
   * says so until somebody asks to catch up or comes near the start.
   */
  async refresh(signal?: AbortSignal): Promise<void> {
    const start = this.#stretches[0];
    // A list that was shorter than a page, or empty, may have grown.
    const answer = await this.#load(null, Math.max(start?.count ?? 0, firstPage), signal);
    this.#failure = null;
    const same = start !== undefined && answer.next_cursor === start.next && answer.items.length === start.count;
    if (same || (this.#isDeep() && answer.total > this.#wanted.last)) {
      for (const stretch of this.#stretches) stretch.stale = true;
      if (same) {
        start.rows = answer.items;
        start.stale = false;
        if (this.#behind === null) this.#total = answer.next_cursor === null ? answer.items.length : answer.total;
      }
      if (!same || this.#behind !== null) {
        this.#behind = { total: answer.total, catchingUp: this.#behind?.catchingUp ?? false };
      }
      this.#changed();
      await this.#pump();
    } else {
      await this.#rebuild(answer, signal);
    }
  }

  /** Walks the whole way again, so that every row is in its place. */
  async catchUp(): Promise<void> {
    if (this.#behind === null || this.#behind.catchingUp) return;
    this.#behind = { ...this.#behind, catchingUp: true };
    this.#changed();
    try {
      await this.#rebuild(await this.#load(null, firstPage));
    } catch (failure) {
      if (this.#abort.signal.aborted) return;
      if (this.#behind !== null) this.#behind = { ...this.#behind, catchingUp: false };
      this.#failure = failure;
      this.#changed();
    }
  }

  /**
   * All rows from about a place on, page by page, whether they are loaded or not, and without keeping them. It begins
   * a little before the place, and rows that come or go meanwhile don't lead it astray.
   */
  async *walk(from: number, signal: AbortSignal): AsyncGenerator<WalkedPage<Row>> {
    const begin = this.#stretchAt(Math.max(0, from - firstPage)) ?? this.#stretches[0];
    let cursor: string | null = begin?.cursor ?? null;
    let first = begin?.first ?? 0;
    do {
      const answer = await this.#load(cursor, leapSize, signal);
      yield { first, rows: answer.items };
      first += answer.items.length;
      cursor = answer.next_cursor;
    } while (cursor !== null);
  }

  /** Stops every request; the window is not used again. */
  close(): void {
    this.#abort.abort();
    this.#pace.hurry();
    this.#listeners.clear();
  }

  async #load(cursor: string | null, limit: number, signal?: AbortSignal): Promise<KeysetAnswer<Row>> {
    const answer = await this.#fetch(cursor, limit, signal ?? this.#abort.signal);
    // An empty page is the end, whatever its cursor says: else the walk would never get anywhere.
    return answer.items.length === 0 ? { ...answer, next_cursor: null } : answer;
  }

  /** Walks from the start again, aside, down to what is on screen; then swaps. */
  async #rebuild(answer: KeysetAnswer<Row>, signal?: AbortSignal): Promise<void> {
    const work = async () => {
      const stretches = [stretchOf(0, null, answer)];
      let end = answer.items.length;
      let { next_cursor: cursor, total } = answer;
      // A shorter list can't be scrolled as far as before.
      while (cursor !== null && end <= Math.min(this.#wanted.last, total - 1)) {
        const step = await this.#load(cursor, leapSize, signal);
        stretches.push(stretchOf(end, cursor, step));
        end += step.items.length;
        total = step.total;
        cursor = step.next_cursor;
      }
      this.#stretches = stretches;
      this.#behind = null;
      this.#total = cursor === null ? end : total;
      this.#release();
      this.#changed();
    };
    const rebuilding = work();
    this.#rebuilding = rebuilding;
    try {
      await rebuilding;
    } finally {
      if (this.#rebuilding === rebuilding) this.#rebuilding = null;
    }
    void this.#pump();
  }

  /** One request after another until everything wanted is there. */
  async #pump(): Promise<void> {
    if (this.#pumping || this.#total === null) return;
    this.#pumping = true;
    try {
      while (this.#failure === null && this.#rebuilding === null && !this.#abort.signal.aborted) {
        if (!(await this.#step())) break;
      }
    } catch (failure) {
      if (!this.#abort.signal.aborted) {
        this.#failure = failure;
        this.#changed();
      }
    } finally {
      this.#pumping = false;
    }
  }

  /** Loads the most urgent missing piece; false when nothing is missing. */
  async #step(): Promise<boolean> {
    const generation = this.#stretches;
    const near = generation.filter(({ first, count }) => this.#isNear(first, first + count - 1));
    const missing = near.find(({ rows }) => rows === null) ?? near.find(({ stale }) => stale);
    if (missing !== undefined) {
      // Rows that only pass would be loaded, drawn for a frame and let go, and the next ones would wait for them.
      if (await this.#pace.landed()) return true;
      const answer = await this.#load(missing.cursor, missing.count);
      if (this.#stretches !== generation) return true;
      if (answer.next_cursor !== missing.next || answer.items.length !== missing.count) {
        // Rows came or went in between: places below have moved.
        if (this.#isDeep()) this.#moveFrom(missing, answer);
        else await this.#rebuild(await this.#load(null, firstPage));
        return true;
      }
      missing.rows = answer.items;
      missing.stale = false;
      this.#release();
      this.#changed();
      return true;
    }
    const tail = generation.at(-1);
    if (tail === undefined || tail.next === null) return false;
    const end = tail.first + tail.count;
    if (end > this.#wanted.last + ahead) return false;
    if (end > this.#wanted.last && this.#wanted.first === 0) {
      await this.#pace.quiet();
      // Somebody has searched on: rows that nobody looks at any more would hold up those that they look for.
      if (this.#listeners.size === 0) return false;
      if (this.#stretches !== generation) return true;
    }
    const answer = await this.#load(tail.next, this.#wanted.last - end > 2 * pageSize ? leapSize : pageSize);
    if (this.#stretches !== generation) return true;
    generation.push(stretchOf(end, tail.next, answer));
    this.#total = answer.next_cursor === null ? end + answer.items.length : answer.total;
    this.#release();
    this.#changed();
    return true;
  }

  /** Puts what is there now in a stretch's place, and forgets the places below, which are walked again when wanted. */
  #moveFrom(stretch: Stretch<Row>, answer: KeysetAnswer<Row>): void {
    const kept = this.#stretches.slice(0, this.#stretches.indexOf(stretch));
    this.#stretches = [...kept, stretchOf(stretch.first, stretch.cursor, answer)];
    const end = stretch.first + answer.items.length;
    this.#total = answer.next_cursor === null ? end : Math.max(end + 1, answer.total);
    this.#changed();
  }

  #isDeep(): boolean {
    return this.#wanted.first > deepFrom;
  }

  #isNear(first: number, last: number): boolean {
    return first <= this.#wanted.last + ahead && last >= this.#wanted.first - ahead;
  }

  /** Lets go of the rows that are farthest from the screen. */
  #release(): void {
    const held = this.#stretches.filter(({ rows }) => rows !== null);
    if (held.length <= keptStretches) return;
    const middle = (this.#wanted.first + this.#wanted.last) / 2;
    const distance = ({ first, count }: Stretch<Row>) => Math.abs(first + count / 2 - middle);
    held.sort((a, b) => distance(a) - distance(b));
    for (const stretch of held.slice(keptStretches)) stretch.rows = null;
  }

  #stretchAt(index: number): Stretch<Row> | undefined {
    let low = 0;
    let high = this.#stretches.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const stretch = this.#stretches[middle];
      if (stretch === undefined) return undefined;
      if (index < stretch.first) high = middle - 1;
      else if (index >= stretch.first + stretch.count) low = middle + 1;
      else return stretch;
    }
    return undefined;
  }

  #changed(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

function stretchOf<Row>(first: number, cursor: string | null, answer: KeysetAnswer<Row>): Stretch<Row> {
  return { first, count: answer.items.length, cursor, next: answer.next_cursor, rows: answer.items, stale: false };
}
