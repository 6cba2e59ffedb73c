import type { Hono } from 'hono';
import type { Role } from '#contract/common.ts';
import type { FileOperation, Operation, ValueOperation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Authenticator, KeyAuthenticator } from './authenticator.ts';
import type { PlatformEnvironment } from './environment.ts';
import { type EventSource, eventHeaders, eventStreamType } from './event-answer.ts';
import { type AnyFile, sendFile } from './file-answer.ts';
import type { FilePlaces } from './file-places.ts';
import type { Actor, Handlers, RequestContext } from './handlers.ts';
import type { Idempotency, Outcome } from './idempotency.ts';
import type { Answer, Exchange, Pipeline } from './pipeline.ts';
import { ProblemError } from './problem.ts';
import { type RateLimiter, spendLimit } from './rate-limit.ts';
import { readBody, readParameters } from './read-input.ts';

export interface MountParts {
  deps: PlatformDeps;
  pipeline: Pipeline;
  authenticator: Authenticator;
  keyAuthenticator: KeyAuthenticator;
  rateLimiter: RateLimiter;
  filePlaces: FilePlaces;
  idempotency: Idempotency;
}

type AnyHandler = (input: unknown, context: RequestContext) => Promise<unknown>;

/** Makes one route of every operation in the table: limit, sign-in, permission, input, handler, answer, in that order. */
export function mountOperations(app: Hono<PlatformEnvironment>, parts: MountParts, handlers: Partial<Handlers>): void {
  for (const operation of operations as readonly Operation[]) {
    const handler = handlers[operation.id as keyof Handlers] as AnyHandler | undefined;
    if (!handler) continue;
    const work = (exchange: Exchange) => answer(parts, operation, handler, exchange);
    app.on(operation.method, operation.path.replace(/\{(\w+)\}/g, ':$1'), (http) =>
      parts.pipeline(http, operation.path, work),
    );
  }
}

async function answer(
  parts: MountParts,
  operation: Operation,
  handler: AnyHandler,
  exchange: Exchange,
): Promise<Answer> {
  const { http, context } = exchange;
  // A key is known before it is counted: its limit is its own, wherever its gateway stands. Wrong ones have a limit of theirs.
  if (operation.permission === 'ingest_key') await identify(parts, operation, exchange);
  if (operation.rateLimit) await spendLimit(parts.rateLimiter, exchange, operation.rateLimit);
  if (operation.permission !== 'ingest_key') await identify(parts, operation, exchange);
  const { params, query } = readParameters(operation, http);
  if (operation.file) {
    // Only the file is written down and read; who asks for its headers alone has been given nothing.
    if (http.req.method === 'HEAD') return { status: operation.status, body: null };
    return await fileAnswer(parts, operation, handler, { params, query, body: undefined }, context);
  }
  if (operation.events) {
    const head = { status: operation.status, contentType: eventStreamType, headers: eventHeaders };
    if (http.req.method === 'HEAD') return { ...head, body: null };
    context.lastEventId = http.req.header('last-event-id')?.slice(0, 100);
    return { ...head, body: (await handler({ params, query, body: undefined }, context)) as EventSource };
  }
  const body = operation.body ? await readBody(operation, operation.body, http) : noBody;
  const run = () => runHandler(parts, operation, handler, { params, query, body: body.parsed }, context);
  const key = operation.idempotencyKey ? http.req.header('idempotency-key') : undefined;
  const outcome =
    key === undefined
      ? await run()
      : await parts.idempotency.once(
          {
            owner: context.actor?.id ?? context.address,
            operationId: operation.id,
            key,
            path: http.req.path,
            body: body.text,
          },
          run,
        );
  // A look-up by staff answers well whatever was typed, so it counts; a stranger's success was no guess.
  if (operation.rateLimit && (operation.permission === 'public' || operation.rateLimit === 'credentials')) {
    await parts.rateLimiter.giveBack(operation.rateLimit, context.address);
  }
  if (operation.maximumAgeSeconds !== undefined) {
    return { ...outcome, headers: { 'cache-control': `public, max-age=${operation.maximumAgeSeconds}` } };
  }
  return outcome.replayed ? { ...outcome, headers: { 'idempotency-replayed': 'true' } } : outcome;
}

/** Nothing of a file is made, or written down, before there is a place for it. */
async function fileAnswer(
  { deps, filePlaces }: MountParts,
  operation: FileOperation,
  handler: AnyHandler,
  input: unknown,
  context: RequestContext,
): Promise<Answer> {
  const place = await filePlaces.take(context.actor?.id ?? context.address, operation.id);
  try {
    const file = (await handler(input, context)) as AnyFile;
    return await sendFile(deps.log, operation, file, context.requestId, place);
  } catch (error) {
    await place.leave();
    throw error;
  }
}

/** Finds out who calls, and whether they may. */
async function identify(parts: MountParts, operation: Operation, { http, context, limits }: Exchange): Promise<void> {
  const authorization = http.req.header('authorization');
  if (operation.permission === 'ingest_key') {
    context.ingestCaller = await parts.keyAuthenticator.authenticate(authorization, context.address, limits);
  } else if (operation.permission !== 'public') {
    context.actor = await parts.authenticator.authenticate(authorization);
    requirePermission(operation.summary, operation.permission, context.actor);
  }
}

const noBody = { parsed: undefined, text: '' };

async function runHandler(
  parts: MountParts,
  operation: ValueOperation,
  handler: AnyHandler,
  input: unknown,
  context: RequestContext,
): Promise<Outcome> {
  const result = await handler(input, context);
  if (operation.status === 204) return { status: 204, body: null };
  const checked = operation.response.safeParse(result);
  if (checked.success) return { status: operation.status, body: JSON.stringify(checked.data) };
  parts.deps.log.error('answer_breaks_contract', {
    operation: operation.id,
    issues: checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    request_id: context.requestId,
  });
  throw new ProblemError(
    'internal',
    'The platform made an answer that breaks its own contract. Nothing more was done; report the request id.',
  );
}

/** @throws ProblemError `forbidden` */
export function requirePermission(
  summary: string,
  permission: 'signed_in' | readonly Role[],
  actor: Pick<Actor, 'role'>,
): void {
  if (permission === 'signed_in' || permission.includes(actor.role)) return;
  throw new ProblemError(
    'forbidden',
    `“${summary}” is for ${permission.join(', ')}; you are signed in as ${actor.role}. Nothing was changed.`,
  );
}
