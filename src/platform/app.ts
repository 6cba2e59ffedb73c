import { Hono } from 'hono';
import { createAccessTokens } from './auth/access-token.ts';
import { createAuthenticator } from './auth/authenticate.ts';
import type { PlatformDeps } from './deps.ts';
import type { PlatformEnvironment } from './http/environment.ts';
import { createIdempotency } from './http/idempotency.ts';
import { mountOperations } from './http/mount.ts';
import { createPipeline } from './http/pipeline.ts';
import { ProblemError } from './http/problem.ts';
import { createRateLimiter } from './http/rate-limit.ts';
import { allHandlers, allPages } from './rooms.ts';

/** The whole HTTP surface over its dependencies. It does not listen: tests call `app.request`, start.ts serves it. */
export function createApp(deps: PlatformDeps): Hono<PlatformEnvironment> {
  const pipeline = createPipeline(deps);
  const tokens = createAccessTokens(deps);
  const app = new Hono<PlatformEnvironment>();
  app.route(
    '/',
    mountOperations(
      {
        deps,
        pipeline,
        authenticator: createAuthenticator(deps, tokens),
        rateLimiter: createRateLimiter(deps),
        idempotency: createIdempotency(deps),
      },
      allHandlers(deps),
    ),
  );
  for (const pages of allPages(deps, pipeline)) app.route('/', pages);
  app.notFound((http) =>
    pipeline(http, 'unknown', () => {
      throw new ProblemError(
        'not_found',
        'There is nothing at this address. The list of operations is at /api/docs/openapi.json.',
      );
    }),
  );
  app.onError((error, http) =>
    pipeline(http, 'unknown', () => {
      throw error;
    }),
  );
  return app;
}
