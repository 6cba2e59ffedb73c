import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { InputOf } from '#contract/operations.ts';
import type { BulkRun } from '#contract/user-bulk.ts';
import { callOperation } from '#renderer/data/call.ts';
import { allRows } from '#renderer/data/keyset/all-rows.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';
import { type BulkRow, maximumIds } from './bulk-limits.ts';
import { noteSeenRun, readSeenRuns, runsToShow } from './runs-to-show.ts';

export type BulkOrder = InputOf<'users.bulk'>['body'];

/** Everything that moves when accounts do. */
const touched = [['users'], ['capacity'], ['monitoring'], ['audit']] as const;

/** Asks the platform to do one thing to many accounts; it answers once it is settled who they are. */
export function useStartBulk() {
  return useOperationMutation('users.bulk', { invalidates: touched });
}

const runKey = (id: string) => ['users', 'bulk', id] as const;

/** How far a run is; asked again until it is finished. */
export function useBulkRun(id: string) {
  return useQuery({
    queryKey: runKey(id),
    queryFn: ({ signal }) => callOperation('users.bulk.get', { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'finished' ? false : 700),
  });
}

/** Takes over what the platform said when it began a run, so that its dialog need not ask first. */
export function useKnowRun(): (run: BulkRun) => void {
  const client = useQueryClient();
  return useCallback((run) => void client.setQueryData(runKey(run.id), run), [client]);
}

/** The rows of a run that were refused, each with the reason. */
export function useRefusedRows(id: string): RowSource<BulkRow> {
  return useKeysetList('users.bulk.rows', { params: { id }, query: { state: 'refused' } });
}

/** The people of a run to whom it could be done by now, as many as one order takes. */
export async function retryableIds(id: string, signal: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  for await (const { rows } of allRows('users.bulk.rows', { params: { id }, query: { state: 'refused' } }, signal)) {
    for (const row of rows) if (row.retry) found.push(row.user_id);
    if (found.length >= maximumIds) break;
  }
  return found.slice(0, maximumIds);
}

/** Marks everything that a run changes as stale, once it is finished. */
export function useRefreshAfterBulk(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    for (const queryKey of touched) void client.invalidateQueries({ queryKey });
  }, [client]);
}

const openRunsKey = ['bulk_runs'] as const;
const nothing: readonly string[] = [];
/** Of one's own bulk actions as many are looked at to find those that still run. */
const lookedAt = 20;

const openRunsQuery = queryOptions({
  queryKey: openRunsKey,
  queryFn: async ({ client, signal }) => {
    const { items } = await callOperation('users.bulk.list', { query: { limit: lookedAt } }, { signal });
    // What was closed in this window meanwhile stays beside what is found.
    const known = client.getQueryData<readonly string[]>(openRunsKey) ?? nothing;
    return [...new Set([...runsToShow(items, readSeenRuns(), Date.now()), ...known])];
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/**
 * Runs that nobody watches in their dialog: those whose dialog was closed before they ended, and those that the
 * platform still knows of after a reload. In the cache of queries, because that is emptied when somebody else signs in.
 */
export function useOpenRuns() {
  const client = useQueryClient();
  const { data = nothing } = useQuery(openRunsQuery);
  const change = useCallback(
    (next: (ids: readonly string[]) => readonly string[]) =>
      client.setQueryData<readonly string[]>(openRunsKey, (ids) => next(ids ?? nothing)),
    [client],
  );
  const keep = useCallback((id: string) => change((ids) => [...ids.filter((other) => other !== id), id]), [change]);
  /** Its end was seen. */
  const forget = useCallback(
    (id: string) => {
      noteSeenRun(id);
      change((ids) => ids.filter((other) => other !== id));
    },
    [change],
  );
  return { ids: data, keep, forget };
}
