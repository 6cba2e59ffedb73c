import type { MetricPoint } from '#contract/metrics.ts';

/** What is known of each point, but for its time. */
export const statistics = [
  'count',
  'sum',
  'mean',
  'min',
  'max',
  'p50',
  'p95',
  'p99',
] as const satisfies readonly Exclude<keyof MetricPoint, 'at'>[];
export type Statistic = (typeof statistics)[number];
