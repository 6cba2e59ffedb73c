import type { Context, Hono } from 'hono';
import type { PlatformConfig } from '#platform/deps.ts';
import type { PlatformEnvironment } from './environment.ts';
import type { Answer, Exchange, Pipeline } from './pipeline.ts';
import { ProblemError } from './problem.ts';

const asked = 'Authorization, Content-Type, Idempotency-Key, X-Request-Id';

/** Takes what a person sees in a browser; everything else is answered as to a program. */
export interface BrowserFallback {
  takes(http: Context<PlatformEnvironment>): boolean;
  answer(http: Context<PlatformEnvironment>): Promise<Response>;
}

/** Answers what no route takes: 404, 405 with `Allow`, OPTIONS and the preflights of allowed origins. */
export function mountFallback(
  app: Hono<PlatformEnvironment>,
  pipeline: Pipeline,
  config: Pick<PlatformConfig, 'corsOrigins'>,
  browsers: BrowserFallback,
): void {
  const known = app.routes.map(({ method, path }) => ({ method, pattern: patternOf(path) }));

  const methodsAt = (path: string) =>
    new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));

  const answer = ({ http }: Exchange): Answer => {
    const methods = methodsAt(http.req.path);
    if (methods.size === 0) {
      throw new ProblemError(
        'not_found',
        'There is nothing at this address. The list of operations is at /api/docs/openapi.json.',
      );
    }
    if (methods.has('GET')) methods.add('HEAD');
    methods.add('OPTIONS');
    const allow = [...methods].sort().join(', ');
    if (http.req.method === 'OPTIONS') {
      return { status: 204, body: null, headers: { allow, ...preflight(http.req.header('origin'), allow) } };
    }
    throw new ProblemError('method_not_allowed', `This address takes ${allow}. Nothing was changed.`, {}, { allow });
  };

  const preflight = (origin: string | undefined, allow: string): Record<string, string> =>
    origin !== undefined && config.corsOrigins.includes(origin)
      ? {
          'access-control-allow-methods': allow,
          'access-control-allow-headers': asked,
          'access-control-max-age': '600',
        }
      : {};

  app.notFound((http) =>
    browsers.takes(http) && methodsAt(http.req.path).size === 0
      ? browsers.answer(http)
      : pipeline(http, 'unknown', answer),
  );
  // A handler never throws past the pipeline; this is for what goes wrong in the router itself.
  app.onError((error, http) =>
    pipeline(http, 'unknown', () => {
      throw error;
    }),
  );
}

/** `/beta/batches/:id/rows` as an expression: a parameter is one segment. */
function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/:\w+/g, '[^/]+')}$`);
}
