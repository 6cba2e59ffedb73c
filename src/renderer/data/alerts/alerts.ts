import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AnswerOf, InputOf } from '#contract/operations.ts';
import { afterStart } from '#renderer/data/after-start.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type ListInput, type RowOf, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { useLiveFiring } from '#renderer/data/live/live-stand.ts';
import { metricsKeys } from '#renderer/data/metrics/keys.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';

export type Alert = RowOf<'alerts.list'>;
export type AlertDetail = AnswerOf<'alerts.get'>;
export type AlertQuery = ListInput<'alerts.list'>['query'];

const alertKeys = {
  all: ['alerts'] as const,
  one: (id: string) => ['alerts', 'one', id] as const,
  count: (query: object) => ['alerts', 'count', query] as const,
};

/** How often alerts are looked for: as often as the platform looks. */
const every = 10_000;
/** While the platform tells of changes. */
const seldom = 60_000;

/** Alerts that match, as rows by index. */
export function useAlerts(query: AlertQuery): RowSource<Alert> {
  return useKeysetList('alerts.list', { query }, { every });
}

/** How many alerts match. */
export function useAlertCount(query: NonNullable<InputOf<'alerts.list'>['query']>, pace = every) {
  return useQuery({
    queryKey: alertKeys.count(query),
    queryFn: async ({ signal }) => {
      await afterStart();
      return (await callOperation('alerts.list', { query: { ...query, limit: 1 } }, { signal })).total;
    },
    refetchInterval: pace,
  });
}

/** Alerts that fire and that nobody has taken yet; null while it isn't known. Told as it changes, else asked for. */
export function useFiringCount(): number | null {
  const told = useLiveFiring();
  const client = useQueryClient();
  useEffect(() => {
    if (told === null) return;
    // With another number, what else is shown of alerts is old: a list would go on to say that nothing fires, and
    // Health that all is well.
    for (const queryKey of [alertKeys.all, metricsKeys.health]) void client.invalidateQueries({ queryKey });
  }, [client, told]);
  const asked = useAlertCount({ state: 'firing' }, told === null ? every : seldom);
  return told ?? asked.data ?? null;
}

/** One alert with its history. */
export function useAlert(id: string) {
  return useQuery({
    queryKey: alertKeys.one(id),
    queryFn: ({ signal }) => callOperation('alerts.get', { params: { id } }, { signal }),
    refetchInterval: every,
  });
}

/** The incident of an alert that is open; null where it has none. */
export function openIncidentOf({ incident }: Pick<Alert, 'incident'>): Alert['incident'] {
  return incident === null || incident.state === 'resolved' ? null : incident;
}

const invalidates = [alertKeys.all, metricsKeys.health, ['audit']];
export const useAcknowledgeAlert = () => useOperationMutation('alerts.acknowledge', { invalidates });
export const useResolveAlert = () => useOperationMutation('alerts.resolve', { invalidates });
export const useSilenceAlert = () => useOperationMutation('alerts.silence', { invalidates });
