import { useQuery } from '@tanstack/react-query';
import type { Tier } from '#contract/common.ts';
import { callOperation } from '#renderer/data/call.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';
import { userKeys } from './keys.ts';

export type { TierChange, TierPreview } from '#contract/user-tiers.ts';

const touched = [userKeys.all, ['audit'], ['overview'], ['monitoring']] as const;

/** What another tier would change for one member. `from` is part of the key: from another tier it is another preview. */
export function useTierPreview(id: string, from: Tier | null, to: Tier) {
  return useQuery({
    queryKey: userKeys.tierPreview(id, from, to),
    queryFn: ({ signal }) => callOperation('users.tier.preview', { params: { id }, query: { tier: to } }, { signal }),
    enabled: from !== null && from !== to,
  });
}

export const useChangeTier = () => useOperationMutation('users.tier', { invalidates: touched });
export const useUndoTier = () => useOperationMutation('users.tier.undo', { invalidates: touched });
