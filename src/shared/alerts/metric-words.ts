import type { AlertStatistic } from '#contract/alert-rules.ts';
import type { MetricName } from '#contract/metrics.ts';

type Unit = 'share' | 'bytes' | 'ms' | 'count';

/** The catalogue of series as people read it. Apart from the contract, so that a screen needs none of its schemas. */
export const metricWords: Record<MetricName, { title: string; unit: Unit }> = {
  'cpu.share': { title: 'CPU', unit: 'share' },
  'memory.share': { title: 'Memory', unit: 'share' },
  'process.memory_bytes': { title: 'Memory of the platform', unit: 'bytes' },
  'event_loop.lag_ms': { title: 'Event loop lag', unit: 'ms' },
  'disk.share': { title: 'Disk', unit: 'share' },
  'database.connections': { title: 'Database connections', unit: 'count' },
  'database.wait_ms': { title: 'Wait for a connection', unit: 'ms' },
  'database.query_ms': { title: 'Database queries', unit: 'ms' },
  'database.slow_queries': { title: 'Slow queries (> 1 s)', unit: 'count' },
  'database.hit_share': { title: 'Index and cache hits', unit: 'share' },
  'database.size_bytes': { title: 'Database size', unit: 'bytes' },
  'http.duration_ms': { title: 'Response time', unit: 'ms' },
  'http.client_errors': { title: 'Client errors (4xx)', unit: 'count' },
  'http.server_errors': { title: 'Server errors (5xx)', unit: 'count' },
  'gateway.duration_ms': { title: 'Response time of the product', unit: 'ms' },
  'gateway.client_errors': { title: 'Client errors of the product', unit: 'count' },
  'gateway.server_errors': { title: 'Server errors of the product', unit: 'count' },
  'probe.up': { title: 'Up', unit: 'share' },
  'probe.duration_ms': { title: 'Time of a probe', unit: 'ms' },
  'certificate.days_left': { title: 'Days until a certificate expires', unit: 'count' },
};

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

/** Rounded to what a person compares: three digits. */
function rounded(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.001) return value.toPrecision(2);
  return String(Number(value.toPrecision(Math.abs(value) >= 1000 ? 4 : 3)));
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
  switch (metricWords[metric].unit) {
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
