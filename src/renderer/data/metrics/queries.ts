import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { callOperation } from '#renderer/data/call.ts';
import { metricsKeys } from './keys.ts';
import { noteClock, platformNow } from './platform-clock.ts';
import { polling } from './polling.ts';
import type { Range } from './ranges.ts';

/** A part of the time: a range that ends now, or a fixed one. */
export type Asked = Range | { readonly from: number; readonly to: number };

/** What names it in a key. */
export function textOf(asked: Asked): string {
  return 'name' in asked ? asked.name : `${asked.from}-${asked.to}`;
}

/** Its two ends, at the platform's "now". */
export function boundsOf(asked: Asked): { from: string; to: string } {
  const { from, to } = 'name' in asked ? { from: platformNow() - asked.length, to: platformNow() } : asked;
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

const healthQuery = queryOptions({
  queryKey: metricsKeys.health,
  queryFn: async ({ signal }) => {
    const health = await callOperation('metrics.health', {}, { signal });
    noteClock(health.generated_at);
    return health;
  },
  staleTime: 1000,
});

/** The state of things. Asked again every few seconds unless paused. */
export function useHealth(paused: boolean) {
  return useQuery({
    ...healthQuery,
    ...polling(paused, 5000),
    // Paused it stays as it is, also when an alert fires meanwhile.
    enabled: ({ state }) => !paused || state.data === undefined,
  });
}

/** What was asked of every endpoint. The former answer stays while another one is on its way. */
export function useEndpoints(asked: Asked, paused: boolean) {
  return useQuery({
    queryKey: metricsKeys.endpoints(textOf(asked)),
    queryFn: ({ signal }) => callOperation('metrics.endpoints', { query: boundsOf(asked) }, { signal }),
    placeholderData: keepPreviousData,
    ...polling(paused, 'name' in asked ? Math.max(5000, asked.every) : false),
    staleTime: 1000,
  });
}

/** The states of every service. */
export function useUptime(asked: Asked, paused: boolean) {
  return useQuery({
    queryKey: metricsKeys.uptime(textOf(asked)),
    queryFn: ({ signal }) => callOperation('metrics.uptime', { query: boundsOf(asked) }, { signal }),
    placeholderData: keepPreviousData,
    ...polling(paused, 'name' in asked ? Math.max(10_000, asked.every) : false),
    staleTime: 1000,
  });
}
