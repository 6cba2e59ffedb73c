import { type CallError, type CallErrorKind, toCallError } from '#renderer/data/call-failure.ts';

/** One thing of a bulk action, with what a person calls it. */
export interface BulkSubject {
  readonly id: string;
  readonly email: string;
}

export type BulkRowState = 'waiting' | 'running' | 'done' | 'failed';

export interface BulkRow<Subject extends BulkSubject> {
  readonly subject: Subject;
  state: BulkRowState;
  error: CallError | null;
}

export interface BulkCounts {
  all: number;
  waiting: number;
  done: number;
  failed: number;
  /** Failed in a way that trying again may mend. */
  retryable: number;
}

/** Does it to one subject. The key stays the same over every try, so that a lost answer is not done twice. */
export type PerformOne<Subject extends BulkSubject> = (
  subject: Subject,
  options: { idempotencyKey: string; signal: AbortSignal },
) => Promise<unknown>;

/** Refusals that the same call will only meet again. */
const final: ReadonlySet<CallErrorKind> = new Set([
  'state_conflict',
  'not_found',
  'forbidden',
  'validation',
  'already_exists',
  'idempotency_conflict',
]);

/** Failures that the next row would meet as well: the run stops, and the rest stays untried. */
const stopping: ReadonlySet<CallErrorKind> = new Set([
  'offline',
  'not_connected',
  'unauthenticated',
  'token_expired',
  'session_revoked',
  'forbidden',
  'unavailable',
]);

const atOnce = 4;

/**
 * One action on many rows, a few at once, each row with its own outcome. A row that fails doesn't hold up the others;
 * too many requests makes the run wait as long as the platform asks; without a connection it stops and can go on.
 */
export class BulkRun<Subject extends BulkSubject> {
  readonly rows: readonly BulkRow<Subject>[];
  readonly #perform: PerformOne<Subject>;
  readonly #pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly #counts: BulkCounts;
  readonly #keys = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  #queue: BulkRow<Subject>[] = [];
  #abort = new AbortController();
  #running = false;
  #version = 0;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #waitingUntil: number | null = null;
  #stoppedBy: CallError | null = null;

  constructor(subjects: readonly Subject[], perform: PerformOne<Subject>, pause = wait) {
    this.rows = subjects.map((subject) => ({ subject, state: 'waiting', error: null }));
    this.#counts = { all: subjects.length, waiting: subjects.length, done: 0, failed: 0, retryable: 0 };
    this.#perform = perform;
    this.#pause = pause;
  }

  /** Grows with every change, for useSyncExternalStore. */
  get version(): number {
    return this.#version;
  }

  get running(): boolean {
    return this.#running;
  }

  /** Until when the platform asked to wait (milliseconds), or null. */
  get waitingUntil(): number | null {
    return this.#waitingUntil;
  }

  /** Why the run stopped before its end, or null. */
  get stoppedBy(): CallError | null {
    return this.#stoppedBy;
  }

  get counts(): Readonly<BulkCounts> {
    return this.#counts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Does what is still waiting. */
  start(): Promise<void> {
    return this.#run(this.rows.filter(({ state }) => state === 'waiting'));
  }

  /** Tries again what failed and may pass, and does what was never tried. */
  retry(): Promise<void> {
    return this.#run(this.rows.filter((row) => row.state === 'waiting' || isRetryable(row)));
  }

  /** Lets the rows under way finish and leaves the rest untried. */
  stop(): void {
    this.#queue = [];
    this.#abort.abort();
  }

  async #run(rows: BulkRow<Subject>[]): Promise<void> {
    if (this.#running || rows.length === 0) return;
    this.#running = true;
    this.#stoppedBy = null;
    this.#abort = new AbortController();
    for (const row of rows) this.#move(row, 'waiting', null);
    this.#queue = [...rows].reverse();
    this.#changed();
    await Promise.all(Array.from({ length: Math.min(atOnce, rows.length) }, () => this.#work()));
    this.#running = false;
    this.#waitingUntil = null;
    this.#tell();
  }

  async #work(): Promise<void> {
    for (;;) {
      await this.#waitOut();
      const row = this.#queue.pop();
      if (row === undefined) return;
      await this.#doOne(row);
      this.#changed();
    }
  }

  async #doOne(row: BulkRow<Subject>): Promise<void> {
    this.#move(row, 'running', null);
    try {
      // Not aborted by stop(): a row under way is finished, so that its outcome is known.
      await this.#perform(row.subject, { idempotencyKey: this.#keyOf(row), signal: new AbortController().signal });
      this.#move(row, 'done', null);
    } catch (failure) {
      this.#settleFailure(row, toCallError(failure));
    }
  }

  #settleFailure(row: BulkRow<Subject>, error: CallError): void {
    if (error.kind === 'rate_limited' && !this.#abort.signal.aborted) {
      this.#move(row, 'waiting', null);
      this.#queue.push(row);
      this.#waitingUntil = Date.now() + Math.max(1, error.retry_after_seconds ?? 5) * 1000;
      return;
    }
    this.#move(row, 'failed', error);
    if (!stopping.has(error.kind)) return;
    this.#stoppedBy = error;
    this.#queue = [];
  }

  async #waitOut(): Promise<void> {
    const until = this.#waitingUntil;
    if (until === null || this.#queue.length === 0) return;
    this.#changed();
    await this.#pause(Math.max(0, until - Date.now()), this.#abort.signal);
    if (this.#waitingUntil === until) this.#waitingUntil = null;
  }

  #keyOf({ subject }: BulkRow<Subject>): string {
    const known = this.#keys.get(subject.id) ?? crypto.randomUUID();
    this.#keys.set(subject.id, known);
    return known;
  }

  /** Every change of a row goes through here, so that the counts are right without counting. */
  #move(row: BulkRow<Subject>, state: BulkRowState, error: CallError | null): void {
    this.#count(row, -1);
    row.state = state;
    row.error = error;
    this.#count(row, 1);
  }

  #count(row: BulkRow<Subject>, by: 1 | -1): void {
    if (row.state === 'done') this.#counts.done += by;
    else if (row.state === 'failed') this.#counts.failed += by;
    else this.#counts.waiting += by;
    if (isRetryable(row)) this.#counts.retryable += by;
  }

  /** Tells listeners a moment later, so that a fast run doesn't draw a picture for every row. */
  #changed(): void {
    this.#telling ??= setTimeout(() => this.#tell(), 100);
  }

  #tell(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

function isRetryable({ state, error }: { state: BulkRowState; error: CallError | null }): boolean {
  return state === 'failed' && error !== null && !final.has(error.kind);
}

/** Resolves after a time, or at once when the run is stopped. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
