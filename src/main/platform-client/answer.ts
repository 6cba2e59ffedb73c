import type { CallError } from '#bridge/errors.ts';
import type { Operation, ValueOperation } from '#contract/operation.ts';
import { type ProblemKind, problemKindSchema, problemKinds, problemSchema } from '#contract/problems.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import { callError } from './call-error.ts';
import { check } from './check.ts';
import type { TransportAnswer } from './transport.ts';

/**
 * Reads an answer: the JSON text if it keeps the contract, else the reason in one clear kind.
 * @param sentRequestId used where the answer names none, so that the person always has an id to quote
 */
export function readAnswer(
  operation: Operation,
  answer: TransportAnswer,
  sentRequestId: string,
): Result<string, CallError> {
  const requestId = answer.headers['x-request-id'] ?? sentRequestId;
  const refused = readRefusal(operation, answer, requestId);
  if (refused !== null) return fail(refused);
  // Whoever wants a file or a stream reads it piece by piece; their answers never come here.
  if (operation.file || operation.events) {
    return fail(broken(`“${operation.id}” answers no value.`, answer, requestId));
  }
  return readSuccess(operation, answer, requestId);
}

/** What an answer says that is not the one of the contract; null where it is. */
export function readRefusal(operation: Operation, answer: TransportAnswer, requestId: string): CallError | null {
  if (answer.status >= 400) return readProblem(answer, requestId);
  if (answer.status >= 300) {
    return callError(
      'contract_broken',
      'The address answered with a redirect, which is not followed because it could carry your session elsewhere. Check the platform address of this profile.',
      { status: answer.status, request_id: requestId },
    );
  }
  if (answer.status === operation.status) return null;
  const what = `“${operation.id}” answered with status ${answer.status} instead of ${operation.status}.`;
  return broken(what, answer, requestId);
}

/** The error for an answer that breaks the contract. */
export function broken(what: string, { status }: Pick<TransportAnswer, 'status'>, requestId: string): CallError {
  return callError(
    'contract_broken',
    `${what} Console and platform may be of different versions. Whatever the platform did stays done; reload to see it.`,
    { status, request_id: requestId },
  );
}

function readSuccess(operation: ValueOperation, answer: TransportAnswer, requestId: string): Result<string, CallError> {
  if (operation.status === 204) return succeed('null');
  let value: unknown;
  try {
    value = JSON.parse(answer.text);
  } catch {
    return fail(broken(`“${operation.id}” answered with something that is not JSON.`, answer, requestId));
  }
  const checked = check(operation.response, value);
  if (checked.success) return succeed(answer.text);
  const where = checked.error.issues[0]?.path.join('.') ?? '';
  const what = `“${operation.id}” answered with data of an unknown shape${where ? ` (at ${where})` : ''}.`;
  return fail(broken(what, answer, requestId));
}

function readProblem(answer: TransportAnswer, requestId: string): CallError {
  const retryAfter = retryAfterSeconds(answer.headers['retry-after']);
  const document = problemSchema.safeParse(parseOrNull(answer.text));
  if (document.success) {
    const problem = document.data;
    const named = problemKindSchema.safeParse(problem.type.replace(/^.*\/problems\//, ''));
    return {
      kind: named.success ? named.data : kindOfStatus(answer.status),
      title: problem.title,
      detail: problem.detail,
      status: answer.status,
      request_id: problem.request_id,
      ...(problem.errors ? { errors: problem.errors } : {}),
      ...(problem.drift ? { drift: problem.drift } : {}),
      ...retrySeconds(problem.retry_after_seconds ?? retryAfter),
    };
  }
  const kind = kindOfStatus(answer.status);
  return callError(
    kind,
    `Something between the console and the platform answered with status ${answer.status}. What you entered is kept; try again, and ask whoever runs the platform if it stays so.`,
    { status: answer.status, request_id: requestId, ...retrySeconds(retryAfter) },
  );
}

function retrySeconds(seconds: number | undefined): Pick<CallError, 'retry_after_seconds'> {
  return seconds === undefined ? {} : { retry_after_seconds: seconds };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Seconds, from either form of the header. */
function retryAfterSeconds(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

/** The kind for an answer that is no problem document, for example of a proxy in front of the platform. */
function kindOfStatus(status: number): ProblemKind {
  if (status === 502 || status === 504) return 'unavailable';
  if (status === 410) return 'not_found';
  const general: ProblemKind[] = [
    'malformed',
    'unauthenticated',
    'forbidden',
    'not_found',
    'method_not_allowed',
    'conflict',
    'payload_too_large',
    'unsupported_media_type',
    'validation',
    'rate_limited',
    'unavailable',
  ];
  return general.find((kind) => problemKinds[kind].status === status) ?? (status >= 500 ? 'internal' : 'malformed');
}
