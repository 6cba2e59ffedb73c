import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { callOperation } from '#renderer/data/call.ts';
import { overviewKeys } from '#renderer/data/overview/keys.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';
import { capacityKeys } from './keys.ts';

export type { CapacitySetting } from '#contract/invitations.ts';

const capacityQuery = queryOptions({
  queryKey: capacityKeys.all,
  queryFn: ({ signal }) => callOperation('capacity.get', {}, { signal }),
});

/** Free, reserved and used seats. */
export function useCapacity() {
  return useQuery(capacityQuery);
}

/** Changes the seats (admins). */
export function useUpdateCapacity() {
  const client = useQueryClient();
  return useOperationMutation('capacity.update', {
    invalidates: [capacityKeys.all, overviewKeys.all],
    onAnswer: (capacity) => client.setQueryData(capacityKeys.all, capacity),
  });
}
