import { type MetricName, metricSeries } from '#contract/metric-series.ts';
import type { Resolution } from '#contract/metrics.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long points are kept. */
export const keptMilliseconds: Readonly<Record<Resolution, number>> = {
  10: day,
  60: 35 * day,
  3600: 400 * day,
  86400: Number.POSITIVE_INFINITY,
};

/** The resolution that each is added up from. */
export const finerThan = { 60: 10, 3600: 60, 86400: 3600 } as const;
export type RolledResolution = keyof typeof finerThan;

/**
 * How long after the end of a stretch its point may still be added to: nodes write every ten seconds, and the jobs that
 * add up go round every ten seconds, every minute and every ten minutes.
 */
export const settledMilliseconds: Readonly<Record<Resolution, number>> = {
  10: 0,
  60: 30_000,
  3600: 2 * minute,
  86400: 15 * minute,
};

/** The finest points of a series. What is probed twice a minute, or reported by gateways, is no series of ten seconds. */
export function finestOf(name: MetricName): Resolution {
  return /^(gateway|probe|certificate)\./.test(name) ? 60 : 10;
}

/** Times are kept as histograms, so that their percentiles can be told. */
export function isTime(name: MetricName): boolean {
  return metricSeries[name].unit === 'ms';
}

/** Names that the table of points may hold, also after a series was given up. */
export function isSeries(name: string): name is MetricName {
  return Object.hasOwn(metricSeries, name);
}

/** When the stretch begins that a time lies in. */
export function stretchOf(time: number, resolution: Resolution): number {
  const length = resolution * 1000;
  return Math.floor(time / length) * length;
}
