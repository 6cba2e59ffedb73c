import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Cohort } from '#contract/cohorts.ts';
import type { InputOf } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';

export type { Cohort };
export type CohortQuery = Omit<NonNullable<InputOf<'cohorts.list'>['query']>, 'limit' | 'cursor'>;
/** Who goes into a cohort: people one by one, or everybody whom filters match. */
export type PeopleSelection = InputOf<'cohorts.create'>['body']['people'];

const cohortKeys = {
  all: ['cohorts'] as const,
  one: (id: string) => ['cohorts', 'one', id] as const,
};
const every = 30_000;

/** Cohorts that match, as rows by index. */
export function useCohorts(query: CohortQuery): RowSource<Cohort> {
  return useKeysetList('cohorts.list', { query }, { every });
}

const countQuery = queryOptions({
  queryKey: [...cohortKeys.all, 'count'],
  queryFn: async ({ signal }) => (await callOperation('cohorts.list', { query: { limit: 1 } }, { signal })).total,
  refetchInterval: every,
});

/** How many cohorts there are. */
export function useCohortCount() {
  return useQuery(countQuery);
}

/** One cohort by its id; nothing is asked without one. */
export function useCohort(id: string | undefined) {
  return useQuery({
    queryKey: cohortKeys.one(id ?? ''),
    queryFn: ({ signal }) => callOperation('cohorts.get', { params: { id: id ?? '' } }, { signal }),
    enabled: id !== undefined,
  });
}

export const useSaveCohort = () => useOperationMutation('cohorts.create', { invalidates: [cohortKeys.all, ['audit']] });
/** Nudges keep the name of a cohort that is gone. */
export const useDeleteCohort = () =>
  useOperationMutation('cohorts.delete', { invalidates: [cohortKeys.all, ['nudges'], ['audit']] });
