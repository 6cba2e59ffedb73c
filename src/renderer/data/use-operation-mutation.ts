import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf, InputOf, OperationId } from '#contract/operations.ts';
import { callOperation } from './call.ts';
import { IntentKey } from './intent-key.ts';

/**
 * One mutation of the contract: carries the Idempotency-Key of the intent and, when it succeeded, marks the given
 * queries stale. `onAnswer` runs before that, for putting the answer into the cache.
 */
export function useOperationMutation<Id extends OperationId>(
  id: Id,
  options: { invalidates: readonly QueryKey[]; onAnswer?: (answer: AnswerOf<Id>, input: InputOf<Id>) => void },
) {
  const client = useQueryClient();
  const [intent] = useState(() => new IntentKey());
  return useMutation({
    mutationKey: [id],
    mutationFn: (input: InputOf<Id>) => callOperation(id, input, { idempotencyKey: intent.keyFor(input) }),
    onSuccess: (answer, input) => {
      intent.done();
      options.onAnswer?.(answer, input);
      for (const queryKey of options.invalidates) void client.invalidateQueries({ queryKey });
    },
  });
}
