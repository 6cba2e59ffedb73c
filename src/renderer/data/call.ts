import type { AnswerOf, InputOf, ValueOperationId } from '#contract/operations.ts';
import { bridge } from './bridge.ts';
import { CallFailure } from './call-failure.ts';
import { takeEarlyCall } from './early-call.ts';

export interface CallOptions {
  /** Aborting cancels the request in main as well, not only the wait for it. */
  signal?: AbortSignal;
  /** Kept over retries of the same intent, so that a repeated POST creates one thing. */
  idempotencyKey?: string;
  /** A read with which a screen opens: it may have been made before this page's scripts were read. */
  opening?: boolean;
}

let calls = 0;

/** Runs one operation of the contract. Answers its value or throws a {@link CallFailure}. */
export async function callOperation<Id extends ValueOperationId>(
  id: Id,
  input: InputOf<Id>,
  { signal, idempotencyKey, opening = false }: CallOptions = {},
): Promise<AnswerOf<Id>> {
  calls += 1;
  const early = opening ? takeEarlyCall(id, input) : null;
  const key = early?.key ?? `call-${calls}`;
  const cancel = () => void bridge().request('operation.cancel', { key });
  signal?.throwIfAborted();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const result = await (early?.answer ??
      bridge().request('operation.call', {
        id,
        input,
        key,
        ...(idempotencyKey === undefined ? {} : { idempotency_key: idempotencyKey }),
      }));
    if (!result.ok) throw new CallFailure(result.error);
    // Main has checked this text against the response schema of this very operation.
    return JSON.parse(result.value) as AnswerOf<Id>;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
