import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { afterStart } from '#renderer/data/after-start.ts';
import { callOperation } from '#renderer/data/call.ts';
import { overviewKeys } from './keys.ts';

/** How often the Overview looks again while its window is visible. */
export const overviewInterval = 10_000;

const analyticsQuery = queryOptions({
  queryKey: overviewKeys.analytics,
  queryFn: ({ signal }) => callOperation('monitoring.beta_analytics', {}, { signal }),
  // Equal parts keep their identity, so that a refresh redraws only what moved.
  structuralSharing: true,
  placeholderData: keepPreviousData,
  // Whoever opens the Overview again looks for what has changed since: the last numbers at once, and new ones right after.
  staleTime: 1000,
  refetchInterval: overviewInterval,
});

/** The beta in numbers; refreshes itself while the window is visible. */
export function useBetaAnalytics() {
  return useQuery(analyticsQuery);
}

async function afterwards({ signal }: { signal: AbortSignal }) {
  await afterStart();
  return await callOperation('monitoring.beta_analytics', {}, { signal });
}

/** The same numbers for a screen that only mentions them: as fresh as any change made here, without refreshing. */
export function useLatestAnalytics() {
  return useQuery({ ...analyticsQuery, queryFn: afterwards, refetchInterval: false });
}
