import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Batch } from '#contract/batches.ts';
import type { InputOf } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import { IntentKey } from '#renderer/data/intent-key.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';
import { batchKeys } from './keys.ts';

/** Whatever decides about a batch also moves seats, invitations and what waits on the overview. */
const touched = [batchKeys.all, ['capacity'], ['invitations'], ['overview'], ['outbox'], ['audit']] as const;

function keep(client: QueryClient, batch: Batch): void {
  client.setQueryData(batchKeys.detail(batch.id), batch);
}

/**
 * Makes a batch from a list. The check of a long list takes seconds, so it can be cancelled; the same list sent again
 * after a failure carries the same Idempotency-Key and never becomes two batches.
 */
export function useCreateBatch() {
  const client = useQueryClient();
  const [intent] = useState(() => new IntentKey());
  const running = useRef<AbortController | null>(null);
  const mutation = useMutation({
    mutationKey: ['batches.create'],
    mutationFn: (body: InputOf<'batches.create'>['body']) => {
      const controller = new AbortController();
      running.current = controller;
      return callOperation(
        'batches.create',
        { body },
        { idempotencyKey: intent.keyFor(body), signal: controller.signal },
      );
    },
    onSuccess: (batch) => {
      intent.done();
      keep(client, batch);
      void client.invalidateQueries({ queryKey: batchKeys.all });
    },
  });
  return { ...mutation, cancel: () => running.current?.abort() };
}

/** One decision about a batch. Its answer is the batch as it is now. */
function useDecision<
  Id extends 'batches.submit' | 'batches.approve' | 'batches.reject' | 'batches.cancel' | 'batches.retry',
>(id: Id) {
  const client = useQueryClient();
  return useOperationMutation(id, {
    invalidates: touched,
    onAnswer: (answer) => keep(client, answer as Batch),
  });
}

export const useSubmitBatch = () => useDecision('batches.submit');
export const useApproveBatch = () => useDecision('batches.approve');
export const useRejectBatch = () => useDecision('batches.reject');
export const useCancelBatch = () => useDecision('batches.cancel');
export const useRetryBatch = () => useDecision('batches.retry');
