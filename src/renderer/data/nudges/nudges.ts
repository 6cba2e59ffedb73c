import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Nudge, NudgePerson } from '#contract/nudges.ts';
import type { InputOf } from '#contract/operations.ts';
import { afterStart } from '#renderer/data/after-start.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type ListInput, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';

export type { Nudge, NudgePerson };
export type NudgeOrder = InputOf<'nudges.create'>['body'];
export type NudgeQuery = ListInput<'nudges.list'>['query'];
export type NudgePeopleQuery = ListInput<'nudges.people'>['query'];

const nudgeKeys = {
  all: ['nudges'] as const,
  one: (id: string) => ['nudges', 'one', id] as const,
  held: ['nudges', 'held'] as const,
};
const touched = [nudgeKeys.all, ['outbox'], ['audit']] as const;

/** While something moves, and while nothing does. */
const [soon, later] = [1000, 20_000];

/** All nudges that match, newest first. */
export function useNudges(query: NudgeQuery): RowSource<Nudge> {
  return useKeysetList('nudges.list', { query }, { every: 5000 });
}

/** True while a nudge goes on by itself: its minute, its mails, and the mails that the outbox has yet to deliver. */
export function isUnderWay({ state, counts }: Pick<Nudge, 'state' | 'counts'>): boolean {
  return state === 'held' || state === 'sending' || counts.queued > 0;
}

/** How far one nudge is; asked again as long as it goes on. */
export function useNudge(id: string) {
  return useQuery({
    queryKey: nudgeKeys.one(id),
    queryFn: ({ signal }) => callOperation('nudges.get', { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (state.data === undefined || isUnderWay(state.data) ? soon : later),
  });
}

/** Nudges whose minute is not over, of anybody: whoever may cancel them should see them. */
export function useHeldNudges(enabled: boolean) {
  return useQuery({
    queryKey: nudgeKeys.held,
    queryFn: async ({ signal }) => {
      await afterStart();
      const { items } = await callOperation('nudges.list', { query: { state: 'held', limit: 5 } }, { signal });
      return items;
    },
    enabled,
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) > 0 ? soon : later),
  });
}

/** The people of a nudge and what became of each. */
export function useNudgePeople(id: string, query: NudgePeopleQuery, underWay: boolean): RowSource<NudgePerson> {
  return useKeysetList('nudges.people', { params: { id }, query }, { every: underWay ? 2000 : later });
}

/** What a nudge would do: who gets a mail, who is left out and why, and the mail as the first of them would get it. */
export function useNudgePlan(order: InputOf<'nudges.preview'>['body'] | null) {
  return useQuery({
    queryKey: ['nudge-plan', order],
    queryFn: ({ signal }) => {
      if (order === null) throw new Error('Nothing is asked without a step.');
      return callOperation('nudges.preview', { body: order }, { signal });
    },
    enabled: order !== null,
    placeholderData: keepPreviousData,
    // It says how things stand now, not how they stood when somebody opened the same dialog before.
    gcTime: 0,
  });
}

export const useCreateNudge = () => useOperationMutation('nudges.create', { invalidates: touched });
export const useCancelNudge = () => useOperationMutation('nudges.cancel', { invalidates: touched });
export const useRetryNudge = () => useOperationMutation('nudges.retry', { invalidates: touched });

/** Takes over what the platform said when it made a nudge, so that its view need not ask first. */
export function useKnowNudge(): (nudge: Nudge) => void {
  const client = useQueryClient();
  return useCallback((nudge) => void client.setQueryData(nudgeKeys.one(nudge.id), nudge), [client]);
}
