import { z } from 'zod';
import type { MetricName } from '#contract/metric-series.ts';
import type { MetricHistory } from '#contract/metrics.ts';
import { addPoint, type StoredPoint } from '#platform/metrics/history-repository.ts';
import { pointOf, shownSeries } from '#platform/metrics/history-service.ts';
import type { Measured } from '#platform/metrics/meter.ts';
import { isSeries, stretchOf } from '#platform/metrics/series.ts';
import { Histogram } from '#shared/metrics/histogram.ts';

/** What was measured so far in the stretch that begins `at`. */
export interface Running {
  at: number;
  measured: readonly Measured[];
}

/** Before that, shares and percentiles say more about chance than about the platform. */
const youngest = 1000;
/** What another node said last counts for so long. */
const freshMilliseconds = 3500;
/** PostgreSQL takes notices of less than 8,000 bytes. */
const mostNoticeBytes = 7800;

const partSchema = z.tuple([
  z.string(),
  z.string(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.string().nullable(),
]);
const noticeSchema = z.object({ node: z.string(), at: z.number(), parts: z.array(partSchema) });

const shown: ReadonlySet<string> = new Set([...shownSeries, 'database.wait_ms']);
const isShown = ({ name, label }: Measured) => label === '' && shown.has(name);

/** The stretch that is not over yet: what this node measured of it, with what others said of theirs. */
export class RunningStretch {
  readonly #own: () => Running | null;
  readonly #others = new Map<string, { heardAt: number; at: number; series: Map<MetricName, Measured> }>();
  #told = new Map<MetricName, string>();
  #toldOf = 0;

  constructor(own: () => Running | null) {
    this.#own = own;
  }

  /** The series that changed since the last time, or all of them. Null where there is nothing to say now. */
  changes(now: number, whole: boolean): MetricHistory[] | null {
    const running = this.#current(now);
    if (running === null) return null;
    if (whole || running.at !== this.#toldOf) this.#told = new Map();
    this.#toldOf = running.at;
    const changed: MetricHistory[] = [];
    for (const [name, sum] of this.#sums(running, now)) {
      const point = pointOf(sum);
      const text = JSON.stringify(point);
      if (this.#told.get(name) === text) continue;
      this.#told.set(name, text);
      changed.push({ name, label: '', step_seconds: 10, points: [point] });
    }
    return changed.length === 0 ? null : changed;
  }

  /** What this node measured, in notices for the others. */
  notices(node: string, now: number): string[] {
    const running = this.#current(now);
    if (running === null) return [];
    const notices: string[] = [];
    let parts: z.infer<typeof partSchema>[] = [];
    const text = () => `run ${JSON.stringify({ node, at: running.at, parts })}`;
    for (const { name, label, count, sum, min, max, histogram } of running.measured) {
      const bytes = histogram ? Buffer.from(histogram.encode()).toString('base64') : null;
      const before = parts;
      parts = [...parts, [name, label, count, sum, min, max, bytes]];
      if (Buffer.byteLength(text()) <= mostNoticeBytes) continue;
      // Alone it may still be too long; then the others have to do without it until it is stored.
      const last = parts.at(-1);
      parts = before;
      if (parts.length > 0) notices.push(text());
      parts = last ? [last] : [];
      if (Buffer.byteLength(text()) > mostNoticeBytes) parts = [];
    }
    if (parts.length > 0) notices.push(text());
    return notices;
  }

  /** Takes in what another node said. */
  hear(text: string, ownNode: string, now: number): void {
    const { node, at, parts } = noticeSchema.parse(JSON.parse(text));
    if (node === ownNode) return;
    const known = this.#others.get(node);
    const series = known?.at === at ? known.series : new Map<MetricName, Measured>();
    for (const [name, label, count, sum, min, max, bytes] of parts) {
      if (!isSeries(name)) continue;
      const histogram = bytes === null ? null : Histogram.decode(Buffer.from(bytes, 'base64'));
      series.set(name, { name, label, count, sum, min, max, histogram });
    }
    this.#others.set(node, { heardAt: now, at, series });
  }

  #current(now: number): Running | null {
    const running = this.#own();
    if (running === null || running.at !== stretchOf(now, 10) || now - running.at < youngest) return null;
    return { at: running.at, measured: running.measured.filter(isShown) };
  }

  /** What all nodes measured, as far as they said. The meter goes on counting in its own, so that is copied. */
  #sums({ at, measured }: Running, now: number): ReadonlyMap<MetricName, StoredPoint> {
    const sums = new Map<MetricName, StoredPoint>();
    const copyOf = (one: Measured): StoredPoint => ({
      ...one,
      at: new Date(at),
      histogram: one.histogram && new Histogram().merge(one.histogram),
    });
    for (const one of measured)
      sums.set(one.name, this.#others.size === 0 ? { ...one, at: new Date(at) } : copyOf(one));
    for (const [node, other] of this.#others) {
      if (now - other.heardAt > freshMilliseconds) this.#others.delete(node);
      else if (other.at === at) {
        for (const [name, part] of other.series) {
          const sum = sums.get(name);
          if (sum) addPoint(sum, part);
          else sums.set(name, copyOf(part));
        }
      }
    }
    return sums;
  }
}
