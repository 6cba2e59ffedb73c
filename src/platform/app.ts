import { Hono } from 'hono';
import { createAccessTokens } from './auth/access-token.ts';
import { createAuthenticator } from './auth/authenticate.ts';
import type { PlatformDeps } from './deps.ts';
import type { PlatformEnvironment } from './http/environment.ts';
import { mountFallback } from './http/fallback.ts';
import { createFilePlaces } from './http/file-places.ts';
import { createIdempotency } from './http/idempotency.ts';
import { mountOperations } from './http/mount.ts';
import { createPipeline } from './http/pipeline.ts';
import { createRateLimiter } from './http/rate-limit.ts';
import { createKeyAuthenticator } from './ingest/key-authenticator.ts';
import { isForBrowser, nothingPage } from './pages/front-page.ts';
import { allHandlers, allPages } from './rooms.ts';

/** The whole HTTP surface over its dependencies. It does not listen: tests call `app.request`, start.ts serves it. */
export function createApp(deps: PlatformDeps): Hono<PlatformEnvironment> {
  const pipeline = createPipeline(deps);
  const app = new Hono<PlatformEnvironment>();
  const rateLimiter = createRateLimiter(deps);
  const parts = {
    deps,
    pipeline,
    authenticator: createAuthenticator(deps, createAccessTokens(deps)),
    keyAuthenticator: createKeyAuthenticator(deps, rateLimiter),
    rateLimiter,
    filePlaces: createFilePlaces(deps),
    idempotency: createIdempotency(deps),
  };
  mountOperations(app, parts, allHandlers(deps));
  for (const pages of allPages(deps, pipeline)) app.route('/', pages);
  mountFallback(app, pipeline, deps.config, { takes: isForBrowser, answer: nothingPage(deps, pipeline) });
  return app;
}
