import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Incident, IncidentAlert, IncidentDetail, IncidentEntry } from '#contract/incidents.ts';
import type { AnswerOf, InputOf } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type ListInput, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';

export type { Incident, IncidentAlert, IncidentDetail, IncidentEntry };
export type IncidentSummary = AnswerOf<'incidents.summary'>;
export type IncidentQuery = ListInput<'incidents.list'>['query'];
export type IncidentChanges = InputOf<'incidents.update'>['body'];

const incidentKeys = {
  all: ['incidents'] as const,
  open: ['incidents', 'open'] as const,
  choices: ['incidents', 'open', 'choices'] as const,
  summary: ['incidents', 'summary'] as const,
  one: (id: string) => ['incidents', 'one', id] as const,
};

/** What colleagues do is looked for this often: while one goes on, and while none does. */
const [soon, later] = [3000, 15_000];

/** Incidents that match. */
export function useIncidents(query: IncidentQuery): RowSource<Incident> {
  return useKeysetList('incidents.list', { query }, { every: 5000 });
}

/** What goes on now: how many, and the newest of them. */
export function useOpenIncidents() {
  return useQuery({
    queryKey: incidentKeys.open,
    queryFn: ({ signal }) => callOperation('incidents.list', { query: { state: 'open', limit: 1 } }, { signal }),
    refetchInterval: 5000,
  });
}

/** Those that go on, for choosing one: the newest of them, and how many there are. */
export function useIncidentChoices() {
  return useQuery({
    queryKey: incidentKeys.choices,
    queryFn: ({ signal }) => callOperation('incidents.list', { query: { state: 'open', limit: 20 } }, { signal }),
    refetchInterval: 5000,
  });
}

/** One incident with its timeline. */
export function useIncident(id: string) {
  return useQuery({
    queryKey: incidentKeys.one(id),
    queryFn: ({ signal }) => callOperation('incidents.get', { params: { id } }, { signal }),
    refetchInterval: ({ state }) => (state.data?.resolved_at === null ? soon : later),
  });
}

/** How the incidents of the last thirty days went. */
export function useIncidentSummary() {
  return useQuery({
    queryKey: incidentKeys.summary,
    queryFn: ({ signal }) => callOperation('incidents.summary', { query: {} }, { signal }),
    refetchInterval: 5000,
  });
}

/** What a change answers is shown at once; lists and figures are asked for again. */
function useChange<
  Id extends
    | 'incidents.update'
    | 'incidents.updates.create'
    | 'incidents.resolve'
    | 'incidents.reopen'
    | 'incidents.alerts.add',
>(id: Id) {
  const client = useQueryClient();
  return useOperationMutation<Id>(id, {
    // An alert says how the incident that it was escalated to stands.
    invalidates: [incidentKeys.all, ['alerts'], ['audit']],
    onAnswer: (answer) => {
      const incident = answer as IncidentDetail;
      client.setQueryData(incidentKeys.one(incident.id), incident);
    },
  });
}

export const useDeclareIncident = () =>
  useOperationMutation('incidents.declare', { invalidates: [incidentKeys.all, ['alerts'], ['audit']] });
export const useUpdateIncident = () => useChange('incidents.update');
export const usePostUpdate = () => useChange('incidents.updates.create');
export const useResolveIncident = () => useChange('incidents.resolve');
export const useReopenIncident = () => useChange('incidents.reopen');
export const useAddAlertToIncident = () => useChange('incidents.alerts.add');
