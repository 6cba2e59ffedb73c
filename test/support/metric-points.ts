import type { MetricName } from '#contract/metric-series.ts';
import type { Resolution } from '#contract/metrics.ts';
import type { Executor } from '#platform/db/open.ts';
import { Histogram } from '#shared/metrics/histogram.ts';

/** Writes down a point as if it had been measured: the stretch that begins at or before `at`. */
export async function writePoint(
  executor: Executor,
  point: { name: MetricName; label: string; at: Date; values: readonly number[]; resolution?: Resolution },
): Promise<void> {
  const { resolution = 10, values } = point;
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  const step = resolution * 1000;
  await executor
    .insertInto('metric_points')
    .values({
      resolution,
      name: point.name,
      label: point.label,
      at: new Date(Math.floor(point.at.getTime() / step) * step),
      node: 'test',
      count: values.length,
      sum: values.reduce((sum, value) => sum + value, 0),
      min: Math.min(...values),
      max: Math.max(...values),
      histogram: point.name.endsWith('_ms') ? histogram.encode() : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
