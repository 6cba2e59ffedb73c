import { useQuery } from '@tanstack/react-query';
import type { InputOf } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type RowOf, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';

export type StuckRow = RowOf<'onboarding.stuck'>;
/** What the list of the stuck is asked with, without page and cursor. */
export type StuckQuery = Omit<NonNullable<InputOf<'onboarding.stuck'>['query']>, 'limit' | 'cursor'>;

const every = 30_000;

/** Who has been at a step for far longer than others were. */
export function useStuck(query: StuckQuery): RowSource<StuckRow> {
  return useKeysetList('onboarding.stuck', { query }, { every });
}

/** How many are stuck, whatever a list is filtered by. */
export function useStuckCount() {
  return useQuery({
    queryKey: ['onboarding', 'stuck-count'],
    queryFn: async ({ signal }) => (await callOperation('onboarding.stuck', { query: { limit: 1 } }, { signal })).total,
    refetchInterval: every,
  });
}

/** Whether one person is stuck, and how: null where they are not. Asked only where they wait at a step at all. */
export function useStuckPerson(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['onboarding', 'stuck-person', id],
    queryFn: async ({ signal }) => {
      const { items } = await callOperation('onboarding.stuck', { query: { user_id: id, limit: 1 } }, { signal });
      return items[0] ?? null;
    },
    enabled,
    staleTime: 60_000,
  });
}
