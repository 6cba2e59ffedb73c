import { useQuery } from '@tanstack/react-query';
import type { Tier } from '#contract/common.ts';
import { callOperation } from '#renderer/data/call.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';

const touched = [['users'], ['capacity'], ['monitoring'], ['audit']] as const;

/** The changes that the list offers for one account. */
export function useAccountChanges() {
  return {
    suspend: useOperationMutation('users.suspend', { invalidates: touched }),
    reactivate: useOperationMutation('users.reactivate', { invalidates: touched }),
    tier: useOperationMutation('users.tier', { invalidates: touched }),
    revoke_sessions: useOperationMutation('users.sessions.revoke_all', { invalidates: touched }),
  };
}

/** What another tier would change for one member; the same tier asks nothing. */
export function useTierPreview(id: string, from: Tier | null, to: Tier) {
  return useQuery({
    queryKey: ['users', 'tier-preview', id, from, to],
    queryFn: ({ signal }) => callOperation('users.tier.preview', { params: { id }, query: { tier: to } }, { signal }),
    enabled: from !== null && from !== to,
  });
}
