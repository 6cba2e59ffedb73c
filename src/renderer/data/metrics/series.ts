import type { MetricName } from '#contract/metric-series.ts';
import type { Statistic } from './statistics.ts';

/** A series by its name, and of what it is: of one endpoint or, without a label, of all. */
export interface SeriesRef {
  readonly name: MetricName;
  readonly label: string;
}

/** A series that is shown. Only what is shown of its points is kept: a long range has thousands of them. */
export interface ShownSeries extends SeriesRef {
  readonly statistics: readonly Statistic[];
}

/** The points of a series that are known, oldest first, in columns, and what each stands for. */
export interface Series {
  /** Milliseconds that a point stands for. */
  readonly step: number;
  readonly times: Float64Array;
  /** One number for each time; NaN where there is none. Of what is shown of the series alone. */
  readonly values: Readonly<Partial<Record<Statistic, Float64Array>>>;
  /** Of stretches that run, by their time, the moment until which they are known. Others are known to their end. */
  readonly running: ReadonlyMap<number, number>;
  /** Why newer points are missing, while the other series came. */
  readonly failure?: unknown;
}

/** Reads a series out of what is known; empty where nothing is. */
export type ReadSeries = (ref: SeriesRef) => Series;

export const noSeries: Series = { step: 10_000, times: new Float64Array(0), values: {}, running: new Map() };

export const seriesKey = ({ name, label }: SeriesRef): string => (label === '' ? name : `${name} ${label}`);

/** The same with what is shown of it, where answers are kept by it. */
export const shownKey = (shown: ShownSeries): string => `${seriesKey(shown)}: ${shown.statistics.join(' ')}`;
