import type { MetricName } from '#contract/metric-series.ts';
import type { MetricHistory } from '#contract/metrics.ts';
import { joinPoints, type TimedPoint, timed } from './join-points.ts';
import { RingBuffer } from './ring-buffer.ts';

/** A series by its name, and of what it is: of one endpoint or, without a label, of all. */
export interface SeriesRef {
  readonly name: MetricName;
  readonly label: string;
}

/** The points of a series that are known, oldest first, and what each stands for. */
export interface Series {
  readonly step: number;
  readonly points: readonly TimedPoint[];
  /** Why newer points are missing, while the other series came. */
  readonly failure?: unknown;
}

export const seriesKey = ({ name, label }: SeriesRef): string => (label === '' ? name : `${name} ${label}`);

/** More than the platform ever answers at once. */
const mostPoints = 1600;
/** What the stream says in a minute, and more. */
const mostEarly = 300;
/** A stretch is stored a moment after its end; of a busy platform, some seconds. */
const lateMilliseconds = 20_000;
const nothing: Series = { step: 10_000, points: [] };

interface Held {
  readonly step: number;
  readonly ring: RingBuffer<TimedPoint>;
  /** What was last handed out; null after a change. */
  series: Series | null;
  /** Why it could not be brought up to date. */
  failure?: unknown;
}

/**
 * The points behind the charts. Whatever brings some calls `take`, the one place where they come in; those who draw hear
 * of it once a frame, however much came.
 */
export class PointStore {
  readonly #series = new Map<string, Held>();
  readonly #listeners = new Set<() => void>();
  readonly #inNextFrame: (flush: () => void) => void;
  readonly #capacity: number;
  #wholeAt = 0;
  /** What the stream said before there was a range to join it to. */
  #early: Parameters<PointStore['take']>[] = [];
  #waiting = false;
  #version = 0;
  #until = 0;
  #receivedAt = 0;

  /** @param capacity points of a series that are kept: what is shown never needs more */
  constructor(
    inNextFrame: (flush: () => void) => void = (flush) => requestAnimationFrame(flush),
    capacity = mostPoints,
  ) {
    this.#inNextFrame = inNextFrame;
    this.#capacity = capacity;
  }

  /**
   * Takes in points that were known at the platform's time `at`. Answers may overlap and come in any order.
   *
   * @param running true where they are of the stretch that is not over
   * @param trueAt of what nobody asked for, this computer's time at which it was said: it may have been held back, and
   *   then says nothing about now where something newer came before it
   */
  take(histories: readonly MetricHistory[], at: number, running = false, trueAt?: number): void {
    for (const history of histories) this.#takeOne(history, running ? at : undefined);
    if (trueAt === undefined || trueAt >= this.#receivedAt) {
      // Not the latest there ever was: a clock that was put back is followed.
      this.#until = at;
      this.#receivedAt = trueAt ?? Date.now();
    }
    if (this.#waiting) return;
    this.#waiting = true;
    this.#inNextFrame(() => this.#flush());
  }

  /** Takes in what the stream says. Before the range is there it waits, or a chart would begin with a few points alone. */
  follow(...said: Parameters<PointStore['take']>): void {
    if (this.#wholeAt > 0) this.take(...said);
    else this.#early = [...this.#early.slice(1 - mostEarly), said];
  }

  /** The whole range has come in. */
  tookWhole(at: number): void {
    this.#wholeAt = at;
    const early = this.#early;
    this.#early = [];
    for (const said of early) this.take(...said);
  }

  /** Something was missed: the whole range is wanted again. */
  missed(): void {
    this.#wholeAt = 0;
  }

  /** The platform's time at which the whole range was taken in last; 0 before. */
  get wholeAt(): number {
    return this.#wholeAt;
  }

  /** The platform's time until which everything has come in; 0 before the first. */
  get until(): number {
    return this.#until;
  }

  /** This computer's time of what came last, as it was said. */
  get receivedAt(): number {
    return this.#receivedAt;
  }

  series(ref: SeriesRef): Series {
    const held = this.#series.get(seriesKey(ref));
    if (held === undefined) return nothing;
    held.series ??= {
      step: held.step,
      points: held.ring.toArray().filter((point) => this.#counts(point, held.step)),
      ...(held.failure === undefined ? {} : { failure: held.failure }),
    };
    return held.series;
  }

  /** Notes that one series could not be brought up to date; its next points say that it could. */
  fail(ref: SeriesRef, failure: unknown): void {
    const key = seriesKey(ref);
    const held = this.#series.get(key) ?? { step: nothing.step, ring: new RingBuffer(this.#capacity), series: null };
    held.failure = failure;
    held.series = null;
    this.#series.set(key, held);
  }

  readonly version = (): number => this.#version;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A stretch that was running when it was last heard of, and was never stored, says nothing to the end. */
  #counts({ time, until }: TimedPoint, step: number): boolean {
    return until === undefined || time + step > this.#until - lateMilliseconds;
  }

  #takeOne({ name, label, step_seconds: seconds, points }: MetricHistory, until?: number): void {
    const key = seriesKey({ name, label });
    const step = seconds * 1000;
    let held = this.#series.get(key);
    // Points of another length can't stand in one line with those before.
    if (held === undefined || (held.step !== step && points.length > 0)) {
      held = { step, ring: new RingBuffer(this.#capacity), series: null };
      this.#series.set(key, held);
    }
    held.series = null;
    // Of a stretch that runs nothing is known of the rest.
    if (until === undefined) delete held.failure;
    joinPoints(
      held.ring,
      points.map((point) => timed(point, until)),
    );
  }

  #flush(): void {
    this.#waiting = false;
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
