import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SavedView, ViewScreen } from '#bridge/channels.ts';
import { request } from '#renderer/data/bridge.ts';

export type { SavedView };

// Main keeps views in its settings file, under the profile in use: the storage of the page would mix profiles.
// Not one of the queries "about this computer": whoever signs in with another profile must not see these.
const viewsKey = (screen: ViewScreen) => ['saved_views', screen] as const;
const none: readonly SavedView[] = [];

/** The views that were saved for a screen, in the order in which they were saved. */
export function useSavedViews(screen: ViewScreen): readonly SavedView[] {
  const { data } = useQuery({
    queryKey: viewsKey(screen),
    queryFn: () => request('views.get', { screen }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? none;
}

/** Replaces the views of a screen by what `change` makes of the present ones; nothing changes if main can't keep them. */
export function useChangeViews(screen: ViewScreen) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: (views: readonly SavedView[]) => readonly SavedView[]) => {
      const views = change(await request('views.get', { screen }));
      return request('views.set', { screen, views: [...views] });
    },
    // One after the other: two at once would both begin from the same list.
    scope: { id: `views ${screen}` },
    onSuccess: (kept) => client.setQueryData(viewsKey(screen), kept),
  });
}
