import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf, InputOf, ValueOperationId } from '#contract/operations.ts';
import { callOperation } from './call.ts';
import { type CallErrorKind, toCallError } from './call-failure.ts';
import { IntentKey } from './intent-key.ts';

/** Refusals that say nothing about the state of things: only the request itself was wrong. */
const saysNothing: ReadonlySet<CallErrorKind> = new Set([
  'validation',
  'malformed',
  'payload_too_large',
  'rate_limited',
]);

export interface OperationMutationOptions<Id extends ValueOperationId> {
  invalidates: readonly QueryKey[];
  onAnswer?: (answer: AnswerOf<Id>, input: InputOf<Id>) => void;
  /** For answers that hold a secret: nothing is kept once the component that asked is gone. */
  forgets?: boolean;
}

/**
 * One mutation of the contract: carries the Idempotency-Key of the intent and marks the given queries stale, when it
 * succeeded and also when it did not: a refusal mostly means that somebody else was faster, and after a lost answer
 * nobody knows. `onAnswer` runs before that, for putting the answer into the cache.
 */
export function useOperationMutation<Id extends ValueOperationId>(id: Id, options: OperationMutationOptions<Id>) {
  const client = useQueryClient();
  const [intent] = useState(() => new IntentKey());
  const markStale = () => {
    for (const queryKey of options.invalidates) void client.invalidateQueries({ queryKey });
  };
  return useMutation({
    mutationKey: [id],
    mutationFn: (input: InputOf<Id>) => callOperation(id, input, { idempotencyKey: intent.keyFor(input) }),
    onSuccess: (answer, input) => {
      intent.done();
      options.onAnswer?.(answer, input);
      markStale();
    },
    onError: (failure) => {
      if (!saysNothing.has(toCallError(failure).kind)) markStale();
    },
    ...(options.forgets ? { gcTime: 0 } : {}),
  });
}
