/**
 * Everything that is measured, once: its title, its unit, and what tells its series apart. `share` is 0 to 1.
 * Where `labelled` names something, there is one series for each of those, and (for endpoints) one of all, label ''.
 */
export const metricSeries = {
  'cpu.share': { title: 'CPU', unit: 'share', labelled: null },
  'memory.share': { title: 'Memory', unit: 'share', labelled: null },
  'process.memory_bytes': { title: 'Memory of the platform', unit: 'bytes', labelled: null },
  'event_loop.lag_ms': { title: 'Event loop lag', unit: 'ms', labelled: null },
  'disk.share': { title: 'Disk', unit: 'share', labelled: null },
  'database.connections': { title: 'Database connections', unit: 'count', labelled: null },
  'database.wait_ms': { title: 'Wait for a connection', unit: 'ms', labelled: null },
  'database.query_ms': { title: 'Database queries', unit: 'ms', labelled: null },
  'database.slow_queries': { title: 'Slow queries (> 1 s)', unit: 'count', labelled: null },
  'database.hit_share': { title: 'Index and cache hits', unit: 'share', labelled: null },
  'database.size_bytes': { title: 'Database size', unit: 'bytes', labelled: null },
  'http.duration_ms': { title: 'Response time', unit: 'ms', labelled: 'endpoint' },
  'http.client_errors': { title: 'Client errors (4xx)', unit: 'count', labelled: 'endpoint' },
  'http.server_errors': { title: 'Server errors (5xx)', unit: 'count', labelled: 'endpoint' },
  'gateway.duration_ms': { title: 'Response time of the product', unit: 'ms', labelled: 'endpoint' },
  'gateway.client_errors': { title: 'Client errors of the product', unit: 'count', labelled: 'endpoint' },
  'gateway.server_errors': { title: 'Server errors of the product', unit: 'count', labelled: 'endpoint' },
  'probe.up': { title: 'Up', unit: 'share', labelled: 'service' },
  'probe.duration_ms': { title: 'Time of a probe', unit: 'ms', labelled: 'service' },
  'certificate.days_left': { title: 'Days until a certificate expires', unit: 'count', labelled: 'host' },
} as const satisfies Record<
  string,
  { title: string; unit: 'share' | 'bytes' | 'ms' | 'count'; labelled: 'endpoint' | 'service' | 'host' | null }
>;
export type MetricName = keyof typeof metricSeries;
