import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ErrorLevel } from '#contract/ingest.ts';
import type { MetError, UserUsage } from '#contract/user-usage.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type ListInput, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { userKeys } from './keys.ts';

export type { ErrorLevel, MetError, UserUsage };
export type ErrorQuery = ListInput<'users.errors'>['query'];

/** How often what gateways report meanwhile is looked for. */
const every = 15_000;

/** What one person did in the product over so many days; another range keeps the one before until it is there. */
export function useUserUsage(id: string, days: number) {
  return useQuery({
    queryKey: userKeys.usage(id, days),
    queryFn: ({ signal }) => callOperation('users.usage', { params: { id }, query: { days } }, { signal }),
    placeholderData: keepPreviousData,
    // Whoever comes back to it after a call with the gateway's people wants to see what came in meanwhile.
    staleTime: 0,
    refetchInterval: every,
  });
}

/** Errors that one person met in the product. */
export function useUserErrors(id: string, query: ErrorQuery): RowSource<MetError> {
  return useKeysetList('users.errors', { params: { id }, query }, { every });
}
