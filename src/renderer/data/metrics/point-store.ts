import type { MetricHistory } from '#contract/metrics.ts';
import { JoinedPoints } from './joined-points.ts';
import { noSeries, type ReadSeries, type Series, type SeriesRef, type ShownSeries, seriesKey } from './series.ts';
import { type Statistic, statistics } from './statistics.ts';

/** More than the platform ever answers at once. */
const mostPoints = 1600;
/** What the stream says in a minute, and more. */
const mostEarly = 300;
/** A stretch is stored a moment after its end; of a busy platform, some seconds. */
const lateMilliseconds = 20_000;

interface Held {
  readonly step: number;
  readonly points: JoinedPoints;
  /** What was last handed out; null after a change. */
  series: Series | null;
  /** Why it could not be brought up to date. */
  failure?: unknown;
}

interface StoreOptions {
  /** What is shown of each series, and so kept; everything of those that it doesn't name. */
  readonly shown?: readonly ShownSeries[];
  /** Points of a series that are kept: what is shown never needs more. */
  readonly capacity?: number;
}

/**
 * The points behind the charts. Whatever brings some calls `take`, the one place where they come in; those who draw hear
 * of it once a frame, however much came.
 */
export class PointStore {
  readonly #series = new Map<string, Held>();
  readonly #listeners = new Set<() => void>();
  readonly #inNextFrame: (flush: () => void) => void;
  readonly #shown: ReadonlyMap<string, readonly Statistic[]>;
  readonly #capacity: number;
  #wholeAt = 0;
  /** What the stream said before there was a range to join it to. */
  #early: Parameters<PointStore['take']>[] = [];
  #waiting = false;
  #reading: ReadSeries | null = null;
  #until = 0;
  #receivedAt = 0;

  constructor(
    inNextFrame: (flush: () => void) => void = (flush) => requestAnimationFrame(flush),
    { shown = [], capacity = mostPoints }: StoreOptions = {},
  ) {
    this.#inNextFrame = inNextFrame;
    this.#shown = new Map(shown.map((one) => [seriesKey(one), one.statistics]));
    this.#capacity = capacity;
  }

  /**
   * Takes in points that were known at the platform's time `at`. Answers may overlap and come in any order.
   *
   * @param running true where they are of the stretch that is not over
   * @param trueAt this computer's time at which that was: of an answer when it was asked for, of what nobody asked for when
   *   it was said. Either may have taken long to come, and then says nothing about now where something newer came before it
   */
  take(histories: readonly MetricHistory[], at: number, running = false, trueAt = Date.now()): void {
    for (const history of histories) this.#takeOne(history, running ? at : undefined);
    // Clocks that were put back are followed: neither time is the latest there ever was.
    if (trueAt >= this.#receivedAt || this.#receivedAt > Date.now()) {
      this.#until = at;
      this.#receivedAt = trueAt;
    }
    this.#forgetUnfinished();
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

  /** This computer's time of the newest that has come: when it was asked for or, if nobody did, said. */
  get receivedAt(): number {
    return this.#receivedAt;
  }

  series(ref: SeriesRef): Series {
    const held = this.#series.get(seriesKey(ref));
    if (held === undefined) return noSeries;
    const { points, step, failure } = held;
    held.series ??= { ...points.series(step), ...(failure === undefined ? {} : { failure }) };
    return held.series;
  }

  /** Notes that one series could not be brought up to date; its next points say that it could. */
  fail(ref: SeriesRef, failure: unknown): void {
    const key = seriesKey(ref);
    const held = this.#series.get(key) ?? this.#begin(key, noSeries.step);
    held.failure = failure;
    held.series = null;
  }

  /** Reads what has come in: another function with every frame in which something has. Null before the first. */
  readonly reading = (): ReadSeries | null => this.#reading;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #begin(key: string, step: number): Held {
    const points = new JoinedPoints(this.#shown.get(key) ?? statistics, this.#capacity);
    const held: Held = { step, points, series: null };
    this.#series.set(key, held);
    return held;
  }

  #takeOne({ name, label, step_seconds: seconds, points }: MetricHistory, until?: number): void {
    const key = seriesKey({ name, label });
    const step = seconds * 1000;
    let held = this.#series.get(key);
    // Points of another length can't stand in one line with those before.
    if (held === undefined || (held.step !== step && points.length > 0)) held = this.#begin(key, step);
    held.series = null;
    // Of a stretch that runs nothing is known of the rest.
    if (until === undefined) delete held.failure;
    for (const point of points) held.points.take(point, until);
  }

  /** A stretch that was running when it was last heard of, and was never stored, says nothing to the end. */
  #forgetUnfinished(): void {
    for (const held of this.#series.values()) {
      if (held.points.forgetRunning(this.#until - lateMilliseconds - held.step + 1)) held.series = null;
    }
  }

  #flush(): void {
    this.#waiting = false;
    this.#reading = (ref) => this.series(ref);
    for (const listener of this.#listeners) listener();
  }
}
