import type { AlertStatistic } from '#contract/alert-rules.ts';
import { type MetricName, metricSeries } from '#contract/metric-series.ts';

export const statisticWords: Record<AlertStatistic, string> = {
  mean: 'mean',
  min: 'lowest',
  max: 'highest',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  sum: 'total',
  rate: 'per second',
  error_share: 'share of errors (4xx and 5xx)',
  server_error_share: 'share of server errors (5xx)',
};

const numbers = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

/** `1,000` */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** Rounded to what a person compares: three digits. */
function rounded(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.001) return value.toPrecision(2);
  return Math.abs(value) >= 1000 ? numbers.format(value) : String(Number(value.toPrecision(3)));
}

function bytes(value: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${rounded(value / 1000 ** power)} ${units[power]}`;
}

/** A value of a statistic with its unit: `812 ms`, `0.25 %`, `1.2 GB`, `3 a second`. */
export function metricValue(metric: MetricName, statistic: AlertStatistic, value: number): string {
  if (statistic === 'error_share' || statistic === 'server_error_share') return `${rounded(value * 100)} %`;
  if (statistic === 'rate') return `${rounded(value)} a second`;
  switch (metricSeries[metric].unit) {
    case 'share':
      return `${rounded(value * 100)} %`;
    case 'bytes':
      return bytes(value);
    case 'ms':
      return `${rounded(value)} ms`;
    case 'count':
      return metric === 'certificate.days_left' ? `${rounded(value)} days` : rounded(value);
  }
}

/** Seconds in the largest unit that holds them evenly: `90 s`, `5 min`, `2 h`. */
export function duration(seconds: number): string {
  if (seconds >= 86_400 && seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  if (seconds >= 3600 && seconds % 3600 === 0) return `${seconds / 3600} h`;
  if (seconds >= 60 && seconds % 60 === 0) return `${seconds / 60} min`;
  return `${seconds} s`;
}
