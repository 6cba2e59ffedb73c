import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Preferences } from '#bridge/channels.ts';
import { bridge, request } from '#renderer/data/bridge.ts';

export type { Preferences };

const preferencesKey = ['preferences'] as const;

/** What the person chose for this computer. Known before the first paint, so it never flashes. */
export function usePreferences(): Preferences {
  const { theme, navigationCollapsed } = bridge().initial;
  const { data } = useQuery({
    queryKey: preferencesKey,
    queryFn: () => request('preferences.get', null),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    placeholderData: { theme, navigationCollapsed },
  });
  return data ?? { theme, navigationCollapsed };
}

/** Applied at once; taken back if main could not keep it. */
export function useSetPreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<Preferences>) => request('preferences.set', change),
    onMutate: (change) => {
      const before = client.getQueryData<Preferences>(preferencesKey);
      const { theme, navigationCollapsed } = bridge().initial;
      client.setQueryData<Preferences>(preferencesKey, { theme, navigationCollapsed, ...before, ...change });
      return { before };
    },
    onError: (_failure, _change, context) => client.setQueryData(preferencesKey, context?.before),
    onSuccess: (kept) => client.setQueryData(preferencesKey, kept),
  });
}
