import { useQuery } from '@tanstack/react-query';
import { afterStart } from '#renderer/data/after-start.ts';
import { callOperation } from '#renderer/data/call.ts';

export interface BatchChoice {
  value: string;
  label: string;
}

const none: BatchChoice[] = [];

/** The newest batches that invited somebody, for the filter of the list. */
export function useBatchChoices(): readonly BatchChoice[] {
  const { data } = useQuery({
    queryKey: ['batches', 'choices'],
    queryFn: async ({ signal }) => {
      await afterStart();
      const { items } = await callOperation('batches.list', { query: { limit: 100 } }, { signal });
      return items
        .filter(({ counts }) => counts.created > 0)
        .map(({ id, name }): BatchChoice => ({ value: id, label: name }));
    },
    staleTime: 60_000,
  });
  return data ?? none;
}
