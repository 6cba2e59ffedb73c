import type { z } from 'zod';
import type { CallError } from '#bridge/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import { callError } from './call-error.ts';
import { check } from './check.ts';
import { findOperation } from './find-operation.ts';

/** One call of the operations table, ready to be sent to an origin. */
export interface PlatformRequest {
  readonly operation: Operation;
  /** Path and query, beginning with `/`. */
  readonly path: string;
  readonly body: string | null;
}

const parts = ['params', 'query', 'body'] as const;

/**
 * Turns what the page sent into a request. The page names an operation, never a URL: parameters are checked by the
 * schemas of the operation and encoded here. The body goes as it is, because the platform is the one that judges it.
 */
export async function buildRequest(id: string, input: unknown): Promise<Result<PlatformRequest, CallError>> {
  const operation = await findOperation(id);
  if (!operation) return fail(callError('rejected', `There is no operation “${id}”. Nothing was sent.`));
  const given = readParts(operation, input);
  if (!given.ok) return given;
  const params = checkPart(operation.params, given.value.params ?? {});
  if (!params.ok) return params;
  const query = checkPart(operation.query, given.value.query ?? {});
  if (!query.ok) return query;
  const path = fillPath(operation, params.value);
  if (path === null) {
    return fail(
      callError('rejected', `The address of “${id}” can't be built from these parameters. Nothing was sent.`),
    );
  }
  return succeed({
    operation,
    path: path + queryString(given.value.query ?? {}),
    body: operation.body ? JSON.stringify(given.value.body ?? {}) : null,
  });
}

type Given = Partial<Record<(typeof parts)[number], unknown>>;

function readParts(operation: Operation, input: unknown): Result<Given, CallError> {
  const given = input ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    return fail(
      callError('rejected', `“${operation.id}” takes an object with params, query and body. Nothing was sent.`),
    );
  }
  for (const key of Object.keys(given)) {
    const part = parts.find((name) => name === key);
    const value: unknown = Reflect.get(given, key);
    if (value !== undefined && (!part || !operation[part])) {
      return fail(callError('rejected', `“${operation.id}” takes no “${key.slice(0, 40)}”. Nothing was sent.`));
    }
  }
  return succeed(given);
}

function checkPart(schema: z.ZodType | undefined, value: unknown): Result<unknown, CallError> {
  if (!schema) return succeed({});
  const parsed = check(schema, value);
  if (parsed.success) return succeed(parsed.data);
  const errors = parsed.error.issues.slice(0, 50).map(({ path, message }) => ({ path: path.join('.'), message }));
  const first = errors[0];
  const reason = first ? `${first.path ? `${first.path}: ` : ''}${first.message}. ` : '';
  return fail(callError('validation', `${reason}Nothing was sent.`, { errors }));
}

function fillPath(operation: Operation, params: unknown): string | null {
  let complete = true;
  const path = operation.path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined;
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    // Dots survive encodeURIComponent and would climb out of the path.
    if (text === '' || text === '.' || text === '..') complete = false;
    return encodeURIComponent(text);
  });
  return complete ? path : null;
}

function queryString(query: unknown): string {
  if (typeof query !== 'object' || query === null) return '';
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (['string', 'number', 'boolean'].includes(typeof item)) search.append(name, String(item));
    }
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
