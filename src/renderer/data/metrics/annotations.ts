import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { callOperation } from '#renderer/data/call.ts';
import { metricsKeys } from './keys.ts';
import { polling } from './polling.ts';
import { type Asked, boundsOf, textOf } from './queries.ts';

/** What happened over the time that charts show. The former answer stays while another one is on its way. */
export function useAnnotations(asked: Asked, paused: boolean) {
  return useQuery({
    queryKey: metricsKeys.annotations(textOf(asked)),
    queryFn: ({ signal }) => callOperation('metrics.annotations', { query: boundsOf(asked) }, { signal }),
    placeholderData: keepPreviousData,
    ...polling(paused, 'name' in asked ? Math.max(10_000, asked.every) : false),
    staleTime: 1000,
  });
}
