import type { MetricHistory, MetricPoint } from '#contract/metrics.ts';
import { placeFrom } from '#shared/sorted.ts';
import { NumberColumns } from './number-columns.ts';
import type { Series } from './series.ts';
import type { Statistic } from './statistics.ts';

/**
 * The points of one series, joined from answers that may overlap as they like. One for a time that is known replaces it,
 * because the later answer knows the stretch to its end; one that comes late goes to its place.
 */
export class JoinedPoints {
  readonly #statistics: readonly Statistic[];
  /** The time, and what is kept of each point. */
  readonly #rows: NumberColumns;
  /** Until when stretches are known that run, by their time. */
  readonly #running = new Map<number, number>();
  /** Of the point that is taken in, made once for all of them. */
  readonly #row: Float64Array;

  constructor(statistics: readonly Statistic[], capacity: number) {
    this.#statistics = statistics;
    this.#rows = new NumberColumns(1 + statistics.length, capacity);
    this.#row = new Float64Array(1 + statistics.length);
  }

  /** @param until where the stretch still runs, the moment until which it is known */
  take(point: MetricPoint, until?: number): void {
    const time = Date.parse(point.at);
    this.#row[0] = time;
    for (const [index, statistic] of this.#statistics.entries()) this.#row[index + 1] = point[statistic] ?? Number.NaN;
    const rows = this.#rows;
    const times = rows.view(0);
    const place = placeFrom(times, time);
    if (times[place] === time) {
      // What was only running when it was said is no news of a stretch that is known whole.
      if (until !== undefined && !this.#running.has(time)) return;
      rows.set(place, this.#row);
    } else if (place === times.length) rows.push(this.#row);
    else if (place > 0 || times.length < rows.capacity) rows.insert(place, this.#row);
    else return;
    if (until === undefined) this.#running.delete(time);
    else this.#running.set(time, until);
  }

  /** Forgets stretches that ran when they were last heard of and began before a moment. True where there were some. */
  forgetRunning(before: number): boolean {
    let forgot = false;
    for (const time of this.#running.keys()) {
      if (time >= before) continue;
      this.#running.delete(time);
      const times = this.#rows.view(0);
      const place = placeFrom(times, time);
      if (times[place] === time) this.#rows.remove(place);
      forgot = true;
    }
    return forgot;
  }

  /** What is known now. */
  series(step: number): Series {
    const values: Partial<Record<Statistic, Float64Array>> = {};
    for (const [index, statistic] of this.#statistics.entries()) values[statistic] = this.#rows.view(index + 1);
    return { step, times: this.#rows.view(0), values, running: new Map(this.#running) };
  }
}

/** A history that does not change any more. */
export function seriesOfHistory({ points, step_seconds: seconds }: MetricHistory, kept: readonly Statistic[]): Series {
  const joined = new JoinedPoints(kept, points.length);
  for (const point of points) joined.take(point);
  return joined.series(seconds * 1000);
}
