import type { CallError, CallErrorKind } from '#bridge/errors.ts';

export type { CallError, CallErrorKind };

/** A call that did not succeed, as an exception: hooks and forms read `error`, decide by `kind`, never by wording. */
export class CallFailure extends Error {
  readonly error: CallError;

  constructor(error: CallError) {
    super(error.detail || error.title);
    this.name = 'CallFailure';
    this.error = error;
  }

  get kind(): CallErrorKind {
    return this.error.kind;
  }
}

/** Kinds where the same call may succeed a moment later without anybody changing anything. */
const passing: ReadonlySet<CallErrorKind> = new Set(['offline', 'timeout', 'unavailable']);

/** True where trying again by itself makes sense; a refused request (4xx) never is. */
export function isPassing(failure: unknown): boolean {
  return failure instanceof CallFailure && passing.has(failure.kind);
}

/** Kinds that leave open whether the platform did what it was asked. */
const open: ReadonlySet<CallErrorKind> = new Set(['timeout', 'contract_broken', 'offline', 'internal', 'cancelled']);

/** True where nobody can say yet whether it was done. */
export function isUncertain(error: CallError): boolean {
  return open.has(error.kind);
}

/** Any thrown thing as a CallError, so that one set of pictures can show them all. */
export function toCallError(failure: unknown): CallError {
  if (failure instanceof CallFailure) return failure.error;
  return {
    kind: 'rejected',
    title: 'The console failed',
    detail: failure instanceof Error ? failure.message : String(failure),
    status: null,
    request_id: null,
  };
}
