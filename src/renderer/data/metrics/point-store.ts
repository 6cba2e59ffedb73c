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
  /** The platform's time at which the whole range was taken in last; 0 before. */
  wholeAt = 0;
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

  /** Takes in points that were known at the platform's time `at`. Answers may overlap and come in any order. */
  take(histories: readonly MetricHistory[], at: number): void {
    for (const history of histories) this.#takeOne(history);
    // Not the latest there ever was: a clock that was put back is followed.
    this.#until = at;
    this.#receivedAt = Date.now();
    if (this.#waiting) return;
    this.#waiting = true;
    this.#inNextFrame(() => this.#flush());
  }

  /** The platform's time until which everything has come in; 0 before the first. */
  get until(): number {
    return this.#until;
  }

  /** This computer's time of the newest answer. */
  get receivedAt(): number {
    return this.#receivedAt;
  }

  series(ref: SeriesRef): Series {
    const held = this.#series.get(seriesKey(ref));
    if (held === undefined) return nothing;
    held.series ??= {
      step: held.step,
      points: held.ring.toArray(),
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

  #takeOne({ name, label, step_seconds: seconds, points }: MetricHistory): void {
    const key = seriesKey({ name, label });
    const step = seconds * 1000;
    let held = this.#series.get(key);
    // Points of another length can't stand in one line with those before.
    if (held === undefined || (held.step !== step && points.length > 0)) {
      held = { step, ring: new RingBuffer(this.#capacity), series: null };
      this.#series.set(key, held);
    }
    held.series = null;
    delete held.failure;
    joinPoints(held.ring, points.map(timed));
  }

  #flush(): void {
    this.#waiting = false;
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
