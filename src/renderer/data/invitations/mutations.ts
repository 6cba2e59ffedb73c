import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { callOperation } from '#renderer/data/call.ts';
import { capacityKeys } from '#renderer/data/capacity/keys.ts';
import { overviewKeys } from '#renderer/data/overview/keys.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';
import type { PerformOne } from './bulk-run.ts';
import { invitationKeys } from './keys.ts';
import type { BulkOrder } from './orders.ts';

/** Everything that moves when an invitation does: lists, seats, numbers, mails, rows of its batch. */
const touched: readonly QueryKey[] = [invitationKeys.all, capacityKeys.all, overviewKeys.all, ['outbox'], ['batches']];

export function useInvite() {
  return useOperationMutation('invitations.generate', { invalidates: touched, forgets: true });
}

export function useResend() {
  return useOperationMutation('invitations.resend', { invalidates: touched, forgets: true });
}

export function useExtend() {
  return useOperationMutation('invitations.extend', { invalidates: touched });
}

export function useRevoke() {
  return useOperationMutation('invitations.revoke', { invalidates: touched });
}

/** Shows a code in full. Its answer is never cached. */
export function useReveal() {
  return useOperationMutation('invitations.reveal', { invalidates: [invitationKeys.all], forgets: true });
}

/** Asks the code doctor. What was pasted may be a whole code: it is never cached. */
export function useLookUp() {
  return useMutation({
    mutationFn: (code: string) => callOperation('invitations.lookup', { body: { code } }),
    gcTime: 0,
  });
}

/** Does one order to one invitation, for a bulk run. */
export function performOrder(order: BulkOrder): PerformOne<{ id: string; email: string }> {
  return ({ id }, { idempotencyKey, signal }) => {
    const options = { idempotencyKey, signal };
    const params = { id };
    if (order.action === 'resend') return callOperation('invitations.resend', { params }, options);
    if (order.action === 'extend')
      return callOperation('invitations.extend', { params, body: { days: order.days } }, options);
    const reason = order.reason.trim();
    return callOperation('invitations.revoke', { params, body: reason === '' ? {} : { reason } }, options);
  };
}

/** Marks everything that invitations touch as stale; call it once after a bulk run, not after every row. */
export function useRefreshInvitations(): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    for (const queryKey of touched) void client.invalidateQueries({ queryKey });
  }, [client]);
}
