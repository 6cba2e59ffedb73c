import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AuditAlarm, AuditWatchState } from '#bridge/audit-watch.ts';
import { bridge, request } from '#renderer/data/bridge.ts';

export type { AuditAlarm, AuditWatchState };

const watchKey = ['audit-watch'] as const;

/** How the console's own checks of the log stand. Main tells of every change. */
export function useAuditWatch() {
  const client = useQueryClient();
  return useQuery({
    queryKey: watchKey,
    queryFn: async () => newest(client, await request('audit.watch', null)),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/** Keeps that query equal to what main says. Returns a function that ends it. */
export function followAuditWatch(client: QueryClient): () => void {
  return bridge().on('audit.changed', (state) => takeAuditWatch(client, state));
}

/** Takes in what main said, unless something newer came before it: a check may end before the answer that it began. */
export function takeAuditWatch(client: QueryClient, state: AuditWatchState): void {
  client.setQueryData(watchKey, newest(client, state));
}

function newest(client: QueryClient, state: AuditWatchState): AuditWatchState {
  const known = client.getQueryData<AuditWatchState>(watchKey);
  return known !== undefined && known.revision > state.revision ? known : state;
}

/** Begins a check: of what is new, or of every entry from the first. */
export function useVerifyAudit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (scope: 'new' | 'all') => request('audit.verify', { scope }),
    onSuccess: (state) => takeAuditWatch(client, state),
  });
}

/** Says why an alarm is dealt with. */
export function useAcknowledgeAlarm() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { alarm_id: string; reason: string }) => request('audit.acknowledge', input),
    onSuccess: (state) => takeAuditWatch(client, state),
  });
}
