import { sql } from 'kysely';
import type { MetricName } from '#contract/metric-series.ts';
import type { Resolution } from '#contract/metrics.ts';
import type { Executor } from '#platform/db/open.ts';

/** Labels that are looked at, at most, whatever a gateway makes up. */
const most = 2000;

/**
 * The labels that a metric has points for. It hops from one label to the next along the primary key, so it costs a
 * descent for each label and not a read of all their points.
 */
export async function labelsOf(executor: Executor, name: MetricName, resolution: Resolution): Promise<string[]> {
  const { rows } = await sql<{ label: string }>`
    with recursive hops (label, hop) as (
      (select label, 1 from metric_points where resolution = ${resolution}::integer and name = ${name}
        order by label limit 1)
      union all
      select (select next.label from metric_points as next
        where next.resolution = ${resolution}::integer and next.name = ${name} and next.label > hops.label
        order by next.label limit 1), hops.hop + 1
      from hops where hops.label is not null and hops.hop < ${most}::integer
    )
    select label from hops where label is not null order by label`.execute(executor);
  return rows.map(({ label }) => label);
}
