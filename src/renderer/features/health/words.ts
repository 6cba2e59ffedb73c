import type { HealthDetail, Light, MetricName, metricSeries, ServiceHealth } from '#contract/metrics.ts';
import type { Tone } from '#renderer/ui/status/status-badge.tsx';

export const statusWords: Record<HealthDetail['status'], { label: string; tone: Tone }> = {
  healthy: { label: 'Healthy', tone: 'ok' },
  degraded: { label: 'Degraded', tone: 'warning' },
  critical: { label: 'Critical', tone: 'critical' },
};

/** R11: within the target, up to twice as far off, further. */
export const lightWords: Record<Light, { label: string; tone: Tone }> = {
  green: { label: 'On target', tone: 'ok' },
  yellow: { label: 'Off target', tone: 'warning' },
  red: { label: 'Far off target', tone: 'critical' },
  none: { label: 'No data', tone: 'nodata' },
};

/** The same lights where there is a limit rather than a target. */
export const limitWords: Record<Light, { label: string; tone: Tone }> = {
  green: { label: 'OK', tone: 'ok' },
  yellow: { label: 'Warning', tone: 'warning' },
  red: { label: 'Critical', tone: 'critical' },
  none: { label: 'No data', tone: 'nodata' },
};

export const stateWords: Record<ServiceHealth['state'], { label: string; tone: Tone }> = {
  up: { label: 'Up', tone: 'ok' },
  down: { label: 'Down', tone: 'critical' },
  unknown: { label: 'Unknown', tone: 'nodata' },
};

export const sourceWords = { platform: 'Platform', gateway: 'Product' } as const;

/** Titles and units as in the contract, without what checks them at run time. A name that is missing there fails here. */
export const seriesWords: { readonly [Name in MetricName]: Pick<(typeof metricSeries)[Name], 'title' | 'unit'> } = {
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
