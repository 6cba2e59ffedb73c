import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import { bucketsPerLogarithm, Histogram } from '#shared/metrics/histogram.ts';
import type { Measured } from './meter.ts';

/** Endpoints of one minute that have a series of their own; what is called less often is added up as `other`. */
const mostEndpoints = 200;
const other = 'other';

/** Requests to one endpoint that took about as long. */
interface RequestGroup {
  endpoint: string;
  requests: number;
  sum: number;
  min: number;
  max: number;
  client_errors: number;
  server_errors: number;
}

/** What gateways reported of one minute, as points. The database counts by the buckets of the histogram, so few rows come over. */
export async function measureGateways(executor: Executor, minute: Date): Promise<Measured[]> {
  const end = new Date(minute.getTime() + 60_000);
  const { rows } = await sql<RequestGroup>`
    select method || ' ' || route as endpoint, count(*) as requests, sum(duration_us) / 1000.0 as sum,
      min(duration_us) / 1000.0 as min, max(duration_us) / 1000.0 as max,
      count(*) filter (where status between 400 and 499) as client_errors,
      count(*) filter (where status >= 500) as server_errors
    from request_events where at >= ${minute}::timestamptz and at < ${end}::timestamptz
    group by method, route,
      case when duration_us > 0 then ceil(ln(duration_us / 1000.0::float8) * ${bucketsPerLogarithm}::float8) end`.execute(
    executor,
  );
  const known = mostCalled(rows);
  const series = new Map<string, Measured>();
  for (const row of rows) {
    const endpoint = known.has(row.endpoint) ? row.endpoint : other;
    for (const label of [endpoint, '']) addGroup(series, label, row);
  }
  return [...series.values()];
}

function mostCalled(rows: readonly RequestGroup[]): ReadonlySet<string> {
  const calls = new Map<string, number>();
  for (const { endpoint, requests } of rows) calls.set(endpoint, (calls.get(endpoint) ?? 0) + requests);
  const sorted = [...calls].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  return new Set(sorted.slice(0, mostEndpoints).map(([endpoint]) => endpoint));
}

function addGroup(series: Map<string, Measured>, label: string, group: RequestGroup): void {
  const of = (name: Measured['name'], histogram: Histogram | null): Measured => {
    const key = `${name} ${label}`;
    const found = series.get(key) ?? { name, label, count: 0, sum: 0, min: 0, max: 0, histogram };
    series.set(key, found);
    return found;
  };
  const duration = of('gateway.duration_ms', new Histogram());
  duration.min = duration.count === 0 ? group.min : Math.min(duration.min, group.min);
  duration.max = Math.max(duration.max, group.max);
  duration.count += group.requests;
  duration.sum += group.sum;
  duration.histogram?.record(group.sum / group.requests, group.requests);
  for (const [name, errors] of [
    ['gateway.client_errors', group.client_errors],
    ['gateway.server_errors', group.server_errors],
  ] as const) {
    const counted = of(name, null);
    counted.count = 1;
    counted.sum += errors;
    counted.min = counted.sum;
    counted.max = counted.sum;
  }
}
