import type { ReadSeries, Series, SeriesRef } from '#renderer/data/metrics/series.ts';
import type { Statistic } from '#renderer/data/metrics/statistics.ts';
import { noPoints, type TimePoints } from '#renderer/ui/charts/time-points.ts';

/** What one line of a chart shows of a series. */
export interface LinePlan {
  readonly name: string;
  readonly colour: string;
  readonly of: SeriesRef;
  readonly value: Measure;
}

/** A value of a point: as it was measured, or how often something happened. */
export type Measure =
  | { readonly kind: 'value'; readonly statistic: Statistic }
  | { readonly kind: 'rate'; readonly statistic: 'count' | 'sum'; readonly per: number };

/** Measured in every stretch in which the platform ran. */
export const heartbeat: SeriesRef = { name: 'cpu.share', label: '' };

/**
 * The points of a line. Where something is counted, a stretch without it has no point; if the platform ran meanwhile, that
 * is a 0, and only else a gap. What the product does is known from its reports alone: none is no 0.
 */
export function pointsOf({ of, value }: LinePlan, read: ReadSeries, now: number): TimePoints {
  const series = read(of);
  const values = series.values[value.statistic];
  const { kind } = value;
  if (kind === 'value') return values === undefined ? noPoints : { times: series.times, values };
  const rates = values === undefined ? noPoints : ratesOf(series, values, value.per, now);
  const beat = read(heartbeat);
  const fills = of.name.startsWith('http.') && (beat.step === series.step || series.times.length === 0);
  return fills ? withZeros(rates, beat, now) : rates;
}

/**
 * Lines that stay the same objects while nothing of theirs has changed, so that only charts with something new are
 * drawn again: `linesOf` of one chart, which remembers what it made last.
 */
export function rememberingLines(): (
  plan: LinePlan,
  read: ReadSeries,
  now: number,
) => { step: number; points: TimePoints } {
  const made = new WeakMap<LinePlan, { from: readonly unknown[]; line: { step: number; points: TimePoints } }>();
  return (plan, read, now) => {
    const series = read(plan.of);
    // What is counted also depends on whether the platform ran, and on how much of the newest stretch has passed.
    const from =
      plan.value.kind === 'value' ? [series] : [series, read(heartbeat), series.step > 10_000 ? now : undefined];
    const before = made.get(plan);
    if (before?.from.every((part, index) => part === from[index])) return before.line;
    const line = { step: series.step, points: pointsOf(plan, read, now) };
    made.set(plan, { from, line });
    return line;
  };
}

/** Points of ten seconds come when they are complete; those of a minute are added up until half a minute after it. */
const settled = 30_000;

/**
 * How much of a stretch is counted; null where that can't be said yet. One that is not over must not look like a fall:
 * short ones wait for their end, of long ones the part that has passed counts.
 */
function countedUntil(time: number, step: number, now: number): number | null {
  const passed = now - time;
  if (step <= 10_000) return step;
  if (step <= 60_000) return passed >= step + settled ? step : null;
  return passed < step / 4 ? null : Math.min(step, passed);
}

/** How often something happened in each stretch of which that can be said. */
function ratesOf({ step, times, running }: Series, counts: Float64Array, per: number, now: number): TimePoints {
  const rates = new PointList(times.length);
  for (const [place, time] of times.entries()) {
    const until = running.get(time);
    const passed = until === undefined ? countedUntil(time, step, now) : until - time;
    if (passed !== null) rates.add(time, ((counts[place] ?? Number.NaN) / passed) * per);
  }
  return rates.points();
}

/** The same, with a 0 for each stretch in which the platform ran and nothing happened. */
function withZeros({ times, values }: TimePoints, beats: Series, now: number): TimePoints {
  const all = new PointList(times.length + beats.times.length);
  let place = 0;
  const addUntil = (end: number) => {
    for (let time = times[place]; time !== undefined && time <= end; time = times[place]) {
      all.add(time, values[place] ?? Number.NaN);
      place += 1;
    }
  };
  for (const time of beats.times) {
    addUntil(time);
    // Of a stretch that runs nobody knows yet that nothing happens.
    const isQuiet = times[place - 1] !== time && !beats.running.has(time);
    if (isQuiet && countedUntil(time, beats.step, now) !== null) all.add(time, 0);
  }
  addUntil(Number.POSITIVE_INFINITY);
  return all.points();
}

/** Points as they are made, of which there are at most so many. */
class PointList {
  readonly #times: Float64Array;
  readonly #values: Float64Array;
  #length = 0;

  constructor(most: number) {
    this.#times = new Float64Array(most);
    this.#values = new Float64Array(most);
  }

  add(time: number, value: number): void {
    this.#times[this.#length] = time;
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  points(): TimePoints {
    return { times: this.#times.slice(0, this.#length), values: this.#values.slice(0, this.#length) };
  }
}

/** The points of the period before, moved to where they are compared. */
export function moved({ times, values }: TimePoints, by: number): TimePoints {
  return { times: times.map((time) => time + by), values };
}
