import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AnswerOf, InputOf } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type ListInput, putRow, type RowOf, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';

export type AlertRule = RowOf<'alerts.rules.list'>;
/** What a rule says, as it is made. */
export type AlertRuleInput = InputOf<'alerts.rules.create'>['body'];
export type Backtest = AnswerOf<'alerts.rules.backtest'>;

const every = 30_000;
const rulesKey = ['alerts', 'rules'];
const invalidates = [['alerts'], ['audit']];

/** Rules that match, as rows by index. */
export function useRules(query: ListInput<'alerts.rules.list'>['query']): RowSource<AlertRule> {
  return useKeysetList('alerts.rules.list', { query }, { every });
}

/** One rule; null where it is gone. There are few, so all are read at once. */
export function useRule(id: string): { rule: AlertRule | null | undefined; error: Error | null } {
  const { data, error } = useQuery({
    queryKey: rulesKey,
    queryFn: async ({ signal }) =>
      (await callOperation('alerts.rules.list', { query: { limit: 1000 } }, { signal })).items,
  });
  return { rule: data === undefined ? undefined : (data.find((rule) => rule.id === id) ?? null), error };
}

export const useCreateRule = () => useOperationMutation('alerts.rules.create', { invalidates });
export function useChangeRule() {
  const client = useQueryClient();
  return useOperationMutation('alerts.rules.update', {
    invalidates,
    onAnswer: (rule) => {
      putRow(client, 'alerts.rules.list', rule);
      client.setQueryData<AlertRule[]>(rulesKey, (known) => known?.map((each) => (each.id === rule.id ? rule : each)));
    },
  });
}
export const useDeleteRule = () => useOperationMutation('alerts.rules.delete', { invalidates });
/** Nothing is kept of it, so nothing becomes stale. */
export const useBacktest = () => useOperationMutation('alerts.rules.backtest', { invalidates: [] });
