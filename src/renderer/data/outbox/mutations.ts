import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';
import { outboxKeys } from './keys.ts';

/** Queues a failed mail once more. The opened mail is not read again: that would be written to the audit log. */
export function useRetryMail() {
  return useOperationMutation('outbox.retry', {
    invalidates: [outboxKeys.all, ['batches'], ['invitations'], ['monitoring'], ['audit']],
  });
}
