import type { CallError, CallErrorKind } from '#bridge/errors.ts';
import { problemKinds } from '#contract/problems.ts';

const consoleTitles = {
  offline: 'The platform cannot be reached',
  timeout: 'The platform did not answer in time',
  contract_broken: 'The answer could not be understood',
  cancelled: 'Cancelled',
  rejected: 'The console refused this call',
  not_connected: 'Not signed in',
} as const satisfies Partial<Record<CallErrorKind, string>>;

function titleOf(kind: CallErrorKind): string {
  return kind in consoleTitles
    ? consoleTitles[kind as keyof typeof consoleTitles]
    : problemKinds[kind as keyof typeof problemKinds].title;
}

/** Makes the error value of the bridge. `detail` says what happened, what was kept and what to do. */
export function callError(
  kind: CallErrorKind,
  detail: string,
  more: Partial<Omit<CallError, 'kind' | 'detail'>> = {},
): CallError {
  return { title: titleOf(kind), status: null, request_id: null, ...more, kind, detail };
}

/** Thrown inside main; the bridge turns it into the error half of a Result. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly error: CallError;

  constructor(error: CallError) {
    super(error.detail);
    this.error = error;
  }
}
