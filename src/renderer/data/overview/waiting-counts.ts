import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Role } from '#contract/common.ts';
import type { InputOf } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import { overviewInterval } from './analytics.ts';

type BatchFilters = NonNullable<InputOf<'batches.list'>['query']>;

/** How many batches match. Under `batches`, so that whatever changes a batch counts anew. */
function countBatches(filters: BatchFilters) {
  return queryOptions({
    queryKey: ['batches', 'count', filters] as const,
    queryFn: async ({ signal }) => {
      const { total } = await callOperation('batches.list', { query: { ...filters, limit: 1 } }, { signal });
      return total;
    },
    refetchInterval: overviewInterval,
  });
}

export interface WaitingCounts {
  approvable: number | null;
  ownDrafts: number | null;
  ownRejected: number | null;
  batchesWithFailures: number | null;
}

/** Batches that wait for this admin's approval; null for everybody else and while it isn't known. */
export function useApprovableCount(role: Role, userId: string): number | null {
  const { data } = useQuery({
    ...countBatches({ status: 'submitted', approvable_by: userId }),
    enabled: role === 'admin',
  });
  return data ?? null;
}

/** Batches that wait for this person; null where it isn't theirs or isn't known (yet). */
export function useWaitingCounts(role: Role, userId: string): WaitingCounts {
  const makesBatches = role === 'ops' || role === 'admin';
  const approvable = useApprovableCount(role, userId);
  const drafts = useQuery({ ...countBatches({ status: 'draft', author_id: userId }), enabled: makesBatches });
  const rejected = useQuery({ ...countBatches({ status: 'rejected', author_id: userId }), enabled: makesBatches });
  const failures = useQuery({ ...countBatches({ failures: 'any' }), enabled: makesBatches });
  return {
    approvable,
    ownDrafts: drafts.data ?? null,
    ownRejected: rejected.data ?? null,
    batchesWithFailures: failures.data ?? null,
  };
}
