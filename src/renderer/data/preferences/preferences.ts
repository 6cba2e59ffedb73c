import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Preferences, QuietHours } from '#bridge/channels.ts';
import { bridge, request } from '#renderer/data/bridge.ts';

export type { Preferences, QuietHours };

const preferencesKey = ['preferences'] as const;

/** What is known before the first paint; the rest comes from main. */
type Known = Pick<Preferences, 'theme' | 'navigationCollapsed'> & Partial<Preferences>;

function initial(): Known {
  const { theme, navigationCollapsed } = bridge().initial;
  return { theme, navigationCollapsed };
}

/** What the person chose for this computer. Known before the first paint, so it never flashes. */
export function usePreferences(): Known {
  const { data } = useQuery<Known>({
    queryKey: preferencesKey,
    queryFn: () => request('preferences.get', null),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    placeholderData: initial(),
  });
  return data ?? initial();
}

/** Applied at once; taken back if main could not keep it. */
export function useSetPreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<Preferences>) => request('preferences.set', change),
    onMutate: (change) => {
      const before = client.getQueryData<Known>(preferencesKey);
      client.setQueryData<Known>(preferencesKey, { ...initial(), ...before, ...change });
      return { before };
    },
    onError: (_failure, _change, context) => client.setQueryData(preferencesKey, context?.before),
    onSuccess: (kept) => client.setQueryData(preferencesKey, kept),
  });
}
