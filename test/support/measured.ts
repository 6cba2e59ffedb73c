import type { MetricName } from '#contract/metric-series.ts';
import { createFlush, type Flush } from '#platform/metrics/flush.ts';
import { createMeter, type Meter } from '#platform/metrics/meter.ts';
import type { TestPlatform } from './platform.ts';

/** A node that measures on the store and by the clock of a test platform. */
export interface TestNode {
  meter: Meter;
  flush: Flush;
}

/** @param steadyMilliseconds a clock that moves with the test's, so that moving that one is no jump */
export function measuringNode(
  platform: TestPlatform,
  name: string,
  steadyMilliseconds = () => platform.clock.now().getTime(),
): TestNode {
  const meter = createMeter(platform.clock.now(), name);
  return { meter, flush: createFlush({ ...platform.deps, meter }, steadyMilliseconds) };
}

/** Lets ten seconds pass in which a node measures, and writes them at their end. */
export async function passStretch(
  platform: TestPlatform,
  node: TestNode,
  measure: (meter: Meter) => void = () => undefined,
): Promise<void> {
  measure(node.meter);
  platform.clock.advance(10_000);
  await node.flush.run();
}

/** One series of the last hour, or of a range. */
export function historyOf(
  platform: TestPlatform,
  name: MetricName,
  query: { label?: string; from?: string; to?: string } = {},
) {
  return platform.call('metrics.history', { query: { name, ...query } }, { as: 'support' });
}
