import type { MetricName } from '#contract/metric-series.ts';

/** How a series of the simulated month looks between its quietest and its busiest. */
export interface MeasuredSeries {
  name: MetricName;
  label: string;
  /** Of values: what they are. Of times: their median. Of counts: how many a minute. */
  quiet: number;
  busy: number;
  /** Of times: how many a minute, quiet and busy. */
  calls?: readonly [number, number];
  /** Of times: how much slower the slow ones are; 0.3 is even, 1 has a long tail. */
  spread?: number;
  /** While the product was in trouble. */
  trouble?: number;
  /** Follows the days of the month, not the hours of the day. */
  grows?: true;
}

const megabyte = 1024 * 1024;

/** Series of the whole, which are kept finer and longer than those of single endpoints. */
const wholes: readonly MeasuredSeries[] = [
  { name: 'cpu.share', label: '', quiet: 0.06, busy: 0.46, trouble: 0.88 },
  { name: 'memory.share', label: '', quiet: 0.52, busy: 0.63 },
  { name: 'process.memory_bytes', label: '', quiet: 410 * megabyte, busy: 540 * megabyte },
  { name: 'event_loop.lag_ms', label: '', quiet: 0.4, busy: 1.8, calls: [1100, 1200], spread: 0.8, trouble: 24 },
  { name: 'disk.share', label: '', quiet: 0.31, busy: 0.38, grows: true },
  { name: 'database.query_ms', label: '', quiet: 0.7, busy: 1.6, calls: [40, 420], spread: 0.9, trouble: 38 },
  { name: 'database.slow_queries', label: '', quiet: 0, busy: 0, trouble: 3 },
  { name: 'database.size_bytes', label: '', quiet: 17 * megabyte, busy: 25 * megabyte, grows: true },
  { name: 'http.duration_ms', label: '', quiet: 9, busy: 22, calls: [6, 70], spread: 0.8, trouble: 190 },
  { name: 'http.client_errors', label: '', quiet: 0, busy: 0.3, trouble: 2 },
  { name: 'http.server_errors', label: '', quiet: 0, busy: 0, trouble: 1 },
  { name: 'gateway.duration_ms', label: '', quiet: 70, busy: 130, calls: [9, 130], spread: 0.9, trouble: 900 },
  { name: 'gateway.client_errors', label: '', quiet: 0, busy: 0.6, trouble: 4 },
  { name: 'gateway.server_errors', label: '', quiet: 0, busy: 0.05, trouble: 7 },
];

/** Endpoint, median of its times quiet and busy, and in trouble, calls a minute, spread. */
const endpoints: readonly [string, string, number, number, number, [number, number], number][] = [
  ['http', 'GET /api/health', 1.2, 2.4, 14, [1, 4], 0.5],
  ['http', 'POST /api/auth/signin', 92, 128, 260, [0.1, 3], 0.25],
  ['http', 'GET /api/users', 12, 24, 210, [1, 14], 0.7],
  ['http', 'GET /beta/invitations', 11, 21, 190, [1, 12], 0.7],
  ['http', 'POST /beta/onboarding/step/{step_id}', 9, 17, 160, [0.2, 5], 0.6],
  ['gateway', 'GET /api/conversations', 34, 58, 420, [3, 48], 0.6],
  ['gateway', 'GET /api/conversations/{id}', 41, 66, 450, [2, 36], 0.6],
  ['gateway', 'POST /api/chat/stream', 170, 260, 1900, [2, 30], 0.5],
  ['gateway', 'POST /api/projects/{id}/export', 380, 620, 2600, [0.1, 2], 0.5],
];

const services: readonly MeasuredSeries[] = ['api', 'database'].flatMap((label) => [
  { name: 'probe.duration_ms', label, quiet: 1.5, busy: 4, calls: [2, 2], spread: 0.4 } as const,
]);

function endpointSeries([source, label, quiet, busy, trouble, calls, spread]: (typeof endpoints)[number]) {
  const platform = source === 'http';
  return [
    { name: platform ? 'http.duration_ms' : 'gateway.duration_ms', label, quiet, busy, trouble, calls, spread },
    { name: platform ? 'http.client_errors' : 'gateway.client_errors', label, quiet: 0, busy: 0.08, trouble: 0.6 },
    { name: platform ? 'http.server_errors' : 'gateway.server_errors', label, quiet: 0, busy: 0.003, trouble: 1 },
  ] satisfies MeasuredSeries[];
}

export const wholeSeries = wholes;
export const partSeries: readonly MeasuredSeries[] = [...endpoints.flatMap(endpointSeries), ...services];

/** The answers of the product's chat as they are while somebody visits: most of them take longer than they may. */
export const slowStream: MeasuredSeries = {
  name: 'gateway.duration_ms',
  label: 'POST /api/chat/stream',
  quiet: 140,
  busy: 190,
  trouble: 340,
  calls: [12, 30],
  spread: 0.4,
};

export const isSlowStream = ({ name, label }: MeasuredSeries) => name === slowStream.name && label === slowStream.label;
