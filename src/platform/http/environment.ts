import type { Context } from 'hono';
import type { RequestContext } from './handlers.ts';

/** What the first middleware puts on every request. */
export interface PlatformEnvironment {
  Variables: { requestId: string; address: string };
}

export function requestContextOf(http: Context<PlatformEnvironment>): RequestContext {
  return {
    requestId: http.get('requestId'),
    address: http.get('address'),
    userAgent: http.req.header('user-agent')?.slice(0, 300) ?? null,
    actor: null,
  };
}
