import { timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import type { Actor, RequestContext } from '#platform/http/handlers.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { deviceName } from './device-name.ts';
import { hashToken } from './opaque-token.ts';
import { createSessionCheck } from './session-check.ts';
import { openSession } from './sign-in-service.ts';

/** A shift. It is not prolonged: a page that refreshes itself would otherwise be signed in for ever. */
const pageSessionSeconds = 8 * 3600;

const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** Sessions of pages: kept in a cookie that no script can read, without any token of the API. */
export interface PageSessions {
  /** Header that keeps the session of whoever signed in. @throws ProblemError as signing in does */
  open(credentials: HandlerInputOf<'auth.signin'>['body'], context: RequestContext): Promise<string>;
  /** Header that lets the browser forget it. */
  readonly forgotten: string;
  /** Whose page it is; null where no cookie of ours came. @throws ProblemError `session_revoked` or `unauthenticated` */
  find(http: Context<PlatformEnvironment>): Promise<Actor | null>;
}

export function createPageSessions(deps: PlatformDeps): PageSessions {
  const check = createSessionCheck(deps);
  const secure = deps.config.publicUrl.startsWith('https:');
  // The prefix keeps a neighbour under the same domain from planting one; it needs TLS.
  const name = secure ? '__Host-gatehouse_page' : 'gatehouse_page';
  const cookie = (value: string, seconds: number) =>
    `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  // Only our key makes this of a session's id, and only for sessions that were opened here.
  const proofOf = (sessionId: string) => hashToken(deps.keys, 'page_session', sessionId);

  return {
    open: async (credentials, context) => {
      const device = `${deviceName(context.userAgent)?.slice(0, 80) ?? 'Browser'}, dashboard page`;
      const kind = { milliseconds: pageSessionSeconds * 1000, begin: async () => null };
      const { sessionId } = await openSession(deps, { ...credentials, device }, context, kind);
      return cookie(`${sessionId}.${proofOf(sessionId).toString('base64url')}`, pageSessionSeconds);
    },
    forgotten: cookie('', 0),
    find: async (http) => {
      const [, sessionId, proof] = shape.exec(getCookie(http, name) ?? '') ?? [];
      if (sessionId === undefined || proof === undefined) return null;
      if (!timingSafeEqual(Buffer.from(proof, 'base64url'), proofOf(sessionId))) {
        throw new ProblemError(
          'unauthenticated',
          'The session of this page is not one of this platform. Sign in again.',
        );
      }
      return await check(sessionId);
    },
  };
}
