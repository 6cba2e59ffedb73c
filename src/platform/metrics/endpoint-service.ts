import type { EndpointHealth } from '#contract/metrics.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { light } from '#shared/metrics/light.ts';
import { percentilesOf } from './history-service.ts';
import { coverRange, readRange } from './ranges.ts';
import { type SumsByLabel, sumSeries } from './sum-repository.ts';

/** What S3 wants of the p95, by path; of all others the same. */
export const endpointTargets: Readonly<Record<string, number>> = {
  '/api/health': 100,
  '/api/auth/signin': 200,
  '/api/conversations': 150,
  '/api/chat/stream': 500,
};
export const usualTarget = 500;

/** Every endpoint that was called in a range, those that were called most first. */
export async function endpoints(
  { database, clock }: Pick<PlatformDeps, 'database' | 'clock'>,
  query: HandlerInputOf<'metrics.endpoints'>['query'],
): Promise<AnswerOf<'metrics.endpoints'>> {
  const now = clock.now();
  const range = readRange(query, now);
  const seconds = (Math.min(range.to.getTime(), now.getTime()) - range.from.getTime()) / 1000;
  const [platform, gateway] = await Promise.all([
    sumSeries(database, ['http.duration_ms', 'http.client_errors', 'http.server_errors'], coverRange(range, now, 10)),
    sumSeries(
      database,
      ['gateway.duration_ms', 'gateway.client_errors', 'gateway.server_errors'],
      coverRange(range, now, 60),
    ),
  ]);
  const items = [
    ...itemsOf('platform', seconds, [
      platform.get('http.duration_ms'),
      platform.get('http.client_errors'),
      platform.get('http.server_errors'),
    ]),
    ...itemsOf('gateway', seconds, [
      gateway.get('gateway.duration_ms'),
      gateway.get('gateway.client_errors'),
      gateway.get('gateway.server_errors'),
    ]),
  ];
  items.sort((left, right) => right.requests - left.requests || (left.endpoint < right.endpoint ? -1 : 1));
  return { from: range.from.toISOString(), to: range.to.toISOString(), items };
}

function itemsOf(
  source: EndpointHealth['source'],
  seconds: number,
  [durations, clientErrors, serverErrors]: readonly (SumsByLabel | undefined)[],
): EndpointHealth[] {
  return [...(durations ?? [])]
    .filter(([label]) => label !== '')
    .map(([endpoint, duration]) => {
      const [p50, p95, p99] = percentilesOf(duration);
      const target = targetOf(endpoint);
      return {
        source,
        endpoint,
        requests: duration.count,
        per_second: seconds > 0 ? duration.count / seconds : 0,
        mean_ms: duration.sum / duration.count,
        p50_ms: p50 ?? null,
        p95_ms: p95 ?? null,
        p99_ms: p99 ?? null,
        client_errors: clientErrors?.get(endpoint)?.sum ?? 0,
        server_errors: serverErrors?.get(endpoint)?.sum ?? 0,
        target_ms: target,
        light: target === null ? 'none' : light(p95 ?? null, target, 'lower'),
      };
    });
}

/** What has no path is a collection of endpoints, which nobody promised anything about. */
function targetOf(endpoint: string): number | null {
  const [, path] = endpoint.split(' ');
  return path === undefined ? null : (endpointTargets[path] ?? usualTarget);
}
