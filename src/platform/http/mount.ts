import { type Context, Hono } from 'hono';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Authenticator } from './authenticator.ts';
import { type PlatformEnvironment, requestContextOf } from './environment.ts';
import type { Actor, Handlers, RequestContext } from './handlers.ts';
import type { Idempotency } from './idempotency.ts';
import { ProblemError } from './problem.ts';
import type { RateLimiter } from './rate-limit.ts';
import { readBody, readParameters } from './read-input.ts';

export interface MountParts {
  deps: PlatformDeps;
  authenticator: Authenticator;
  rateLimiter: RateLimiter;
  idempotency: Idempotency;
}

type AnyHandler = (input: unknown, context: RequestContext) => Promise<unknown>;

/** Makes one route of every operation in the table: limit, sign-in, permission, input, handler, answer, in that order. */
export function mountOperations(parts: MountParts, handlers: Partial<Handlers>): Hono<PlatformEnvironment> {
  const routes = new Hono<PlatformEnvironment>();
  for (const operation of operations as readonly Operation[]) {
    const handler = handlers[operation.id as keyof Handlers] as AnyHandler | undefined;
    if (!handler) continue;
    const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
    routes.on(operation.method, path, (http) => answer(parts, operation, handler, http));
  }
  return routes;
}

async function answer(
  parts: MountParts,
  operation: Operation,
  handler: AnyHandler,
  http: Context<PlatformEnvironment>,
): Promise<Response> {
  const context = requestContextOf(http);
  if (operation.rateLimit) await parts.rateLimiter.take(http, operation.rateLimit, context.address);
  const actor =
    operation.permission === 'public' ? null : await parts.authenticator.authenticate(http.req.header('authorization'));
  if (actor) requirePermission(operation, actor);
  const request: RequestContext = { ...context, actor };
  const body = await readBody(operation, http);
  const input = { ...readParameters(operation, http), body: body.parsed };
  const run = async () => {
    const result = await handler(input, request);
    const checked = operation.response.safeParse(result);
    if (!checked.success) {
      parts.deps.log.error('answer_breaks_contract', {
        operation: operation.id,
        issues: checked.error.issues,
        request_id: context.requestId,
      });
      throw new ProblemError(
        'internal',
        'The platform made an answer that breaks its own contract. Nothing more was done; report the request id.',
      );
    }
    return { status: operation.status, response: checked.data };
  };
  const key = operation.idempotencyKey ? http.req.header('idempotency-key') : undefined;
  const outcome = key
    ? await parts.idempotency.once(
        { owner: actor?.id ?? context.address, operationId: operation.id, key, body: body.text },
        run,
      )
    : await run();
  if (outcome.status === 204) return http.body(null, 204);
  return http.json(outcome.response as object, outcome.status as 200);
}

function requirePermission(operation: Operation, actor: Actor): void {
  const { permission } = operation;
  if (permission === 'public' || permission === 'signed_in') return;
  if (permission.includes(actor.role)) return;
  throw new ProblemError(
    'forbidden',
    `“${operation.summary}” is for ${permission.join(', ')}; you are signed in as ${actor.role}. Nothing was changed.`,
  );
}
