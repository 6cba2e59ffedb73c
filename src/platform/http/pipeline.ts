import type { Context } from 'hono';
import { isUnstorableText } from '#platform/db/errors.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { addressOf, type PlatformEnvironment, requestIdOf, userAgentOf } from './environment.ts';
import { type EventSource, isEventSource, sendEvents } from './event-answer.ts';
import { createGeneralLimit } from './general-limit.ts';
import type { RequestContext } from './handlers.ts';
import { apiHeaders } from './headers.ts';
import { ProblemError, problemDocument } from './problem.ts';
import { type LimitState, requireAllowed } from './rate-limit.ts';

/** What a piece of work answers, before the common headers. */
export interface Answer {
  status: number;
  /** JSON text, a file as it is made, events as they happen, or null for an answer without a body. */
  body: string | ReadableStream<Uint8Array> | EventSource | null;
  contentType?: string;
  headers?: Record<string, string>;
}

/** A request while it is being worked on. Limits that counted are added, so that the answer can name them. */
export interface Exchange {
  http: Context<PlatformEnvironment>;
  context: RequestContext;
  limits: LimitState[];
}

export type Pipeline = (
  http: Context<PlatformEnvironment>,
  route: string,
  work: (exchange: Exchange) => Promise<Answer> | Answer,
) => Promise<Response>;

/**
 * What happens around every answer, in one function and one object of headers: request id, general limit, problems,
 * security headers, CORS and the log line. A chain of middleware would copy the headers at every step.
 */
export function createPipeline(deps: PlatformDeps): Pipeline {
  const generalLimit = createGeneralLimit();
  const origins = new Set(deps.config.corsOrigins);

  return async (http, route, work) => {
    const started = performance.now();
    const context: RequestContext = {
      requestId: requestIdOf(http),
      address: addressOf(http, deps.config),
      userAgent: userAgentOf(http),
      actor: null,
    };
    const general = generalLimit(context.address);
    const exchange: Exchange = { http, context, limits: [general] };
    let answer: Answer;
    try {
      requireAllowed(general);
      answer = await work(exchange);
    } catch (error) {
      answer = problemAnswer(deps, error, context.requestId, route);
    }
    const headers: Record<string, string> = {
      ...apiHeaders,
      'x-request-id': context.requestId,
      'ratelimit-policy': exchange.limits.map(policyOf).join(', '),
      ratelimit: exchange.limits.map(remainingOf).join(', '),
    };
    if (answer.body !== null) headers['content-type'] = answer.contentType ?? 'application/json';
    if (answer.headers) Object.assign(headers, answer.headers);
    const origin = http.req.header('origin');
    if (origin !== undefined && origins.has(origin)) Object.assign(headers, corsHeaders(origin));
    if (deps.lifecycle.draining) headers.connection = 'close';
    const milliseconds = performance.now() - started;
    deps.meter.request(http.req.method, route, answer.status, milliseconds);
    deps.log.request(http.req.method, route, answer.status, milliseconds, context.requestId);
    if (isEventSource(answer.body)) return sendEvents(http.env, answer.body, headers);
    return new Response(answer.body, { status: answer.status, headers });
  };
}

/** Turns whatever was thrown into a problem document. What isn't a ProblemError is logged and told to nobody. */
export function problemAnswer(
  deps: Pick<PlatformDeps, 'log'>,
  error: unknown,
  requestId: string,
  route: string,
): Answer {
  const problem = asProblem(deps, error, requestId, route);
  const document = problemDocument(problem, requestId);
  const headers: Record<string, string> = { ...problem.headers };
  if (document.retry_after_seconds !== undefined) headers['retry-after'] = String(document.retry_after_seconds);
  if (document.status === 401) headers['www-authenticate'] = 'Bearer realm="Gatehouse"';
  return {
    status: document.status,
    body: JSON.stringify(document),
    contentType: 'application/problem+json',
    headers,
  };
}

/** Whatever was thrown as a problem that can be told; the cause of an unexpected one goes to the log alone. */
export function asProblem(
  deps: Pick<PlatformDeps, 'log'>,
  error: unknown,
  requestId: string,
  route: string,
): ProblemError {
  if (error instanceof ProblemError) return error;
  return isUnstorableText(error) ? unstorable() : unexpected(deps, error, requestId, route);
}

function unstorable(): ProblemError {
  return new ProblemError(
    'validation',
    'One of the texts holds a character that can’t be stored (a NUL or half of a character). Nothing was changed; remove it and try again.',
  );
}

function unexpected(deps: Pick<PlatformDeps, 'log'>, error: unknown, requestId: string, route: string): ProblemError {
  deps.log.error('request_failed', {
    route,
    request_id: requestId,
    message: error instanceof Error ? error.message : String(error),
    stack: error instanceof Error ? error.stack : undefined,
  });
  return new ProblemError(
    'internal',
    'The platform failed to answer. What was not confirmed was not saved; try again, and report the request id if it stays.',
  );
}

function policyOf(limit: LimitState): string {
  return `"${limit.name}";q=${limit.quota};w=${limit.windowSeconds}`;
}

function remainingOf(limit: LimitState): string {
  return `"${limit.name}";r=${limit.remaining};t=${limit.resetSeconds}`;
}

const exposedHeaders =
  'X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, Idempotency-Replayed, Content-Disposition';

function corsHeaders(origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': exposedHeaders,
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'Origin',
  };
}
