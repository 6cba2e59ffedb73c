import { type FieldError, type Problem, type ProblemKind, problemKinds } from '#contract/problems.ts';

interface ProblemExtras {
  errors?: FieldError[];
  retry_after_seconds?: number;
  drift?: Problem['drift'];
}

/** Thrown inside the platform by services; the HTTP edge turns it into an `application/problem+json` answer. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly kind: ProblemKind;
  readonly extras: ProblemExtras;
  /** Headers the answer carries beside the document, for example `Allow`. */
  readonly headers: Record<string, string>;

  /** @param detail what happened, what was kept and what to do, in a sentence or two a person can read */
  constructor(kind: ProblemKind, detail: string, extras: ProblemExtras = {}, headers: Record<string, string> = {}) {
    super(detail);
    this.kind = kind;
    this.extras = extras;
    this.headers = headers;
  }
}

export function problemDocument(error: ProblemError, requestId: string): Problem {
  const { status, title } = problemKinds[error.kind];
  return {
    type: `/problems/${error.kind}`,
    title,
    status,
    detail: error.message,
    request_id: requestId,
    ...error.extras,
  };
}

export function notFound(what: string): ProblemError {
  return new ProblemError(
    'not_found',
    `There is no ${what} with this id. It may have been removed, or the link is from another platform.`,
  );
}
