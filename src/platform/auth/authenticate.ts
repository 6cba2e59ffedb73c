import { coalesce } from '#platform/db/coalesce.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Authenticator } from '#platform/http/authenticator.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { AccessTokens } from './access-token.ts';
import { findSessions, type SessionWithUser, touchSession } from './session-repository.ts';

/** How old the last-seen of a session may get while it is used. */
const touchedAgainMilliseconds = 60_000;

/** Checks token, session and user. The session is read from the database at every request: revoked means denied on the next one, on any node. */
export function createAuthenticator(deps: PlatformDeps, tokens: AccessTokens): Authenticator {
  const sessionById = coalesce((ids) => findSessions(deps.database, ids));
  /** Sessions whose last-seen is being written, so that a busy one writes once. */
  const touching = new Set<string>();

  const touch = (session: SessionWithUser) => {
    const now = deps.clock.now();
    if (now.getTime() - session.last_seen_at.getTime() < touchedAgainMilliseconds || touching.has(session.id)) return;
    touching.add(session.id);
    // Nobody waits for it, and a failure is no reason to refuse a request: the next one tries again.
    void touchSession(deps.database, { id: session.id, userId: session.user_id }, now)
      .catch(() => undefined)
      .finally(() => touching.delete(session.id));
  };

  return {
    authenticate: async (authorization) => {
      if (!authorization?.startsWith('Bearer ')) {
        throw new ProblemError('unauthenticated', 'This needs a sign-in: send the access token as a bearer token.');
      }
      const claims = await tokens.verify(authorization.slice('Bearer '.length));
      const session = await sessionById(claims.sessionId);
      if (!session || session.user_id !== claims.userId) {
        throw new ProblemError('unauthenticated', 'The session of this token does not exist here. Sign in again.');
      }
      if (session.revoked_at || session.state !== 'active' || session.expires_at <= deps.clock.now()) {
        throw new ProblemError('session_revoked', 'This session was ended. Sign in again to go on.');
      }
      touch(session);
      return {
        id: session.user_id,
        email: session.email,
        fullName: session.full_name,
        role: session.role,
        sessionId: session.id,
      };
    },
  };
}
