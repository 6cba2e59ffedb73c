import { coalesce } from '#platform/db/coalesce.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Actor } from '#platform/http/handlers.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { findSessions, type SessionWithUser, touchSession } from './session-repository.ts';

/** How old the last-seen of a session may get while it is used. */
const touchedAgainMilliseconds = 60_000;

/**
 * Whose session it is, if it still stands.
 *
 * @param userId whose it must be, where the caller was told
 * @throws ProblemError `unauthenticated` or `session_revoked`
 */
export type SessionCheck = (sessionId: string, userId?: string) => Promise<Actor>;

/** Whether a session was ended, ran out, or is of an account that may not come in. */
export function isOver({ revoked_at, state, expires_at }: SessionWithUser, now: Date): boolean {
  return revoked_at !== null || state !== 'active' || expires_at <= now;
}

/** The session is read from the database at every request: revoked means denied on the next one, on any node. */
export function createSessionCheck(deps: PlatformDeps): SessionCheck {
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

  return async (sessionId, userId) => {
    const session = await sessionById(sessionId);
    if (!session || (userId !== undefined && session.user_id !== userId)) {
      throw new ProblemError('unauthenticated', 'The session of this token does not exist here. Sign in again.');
    }
    if (isOver(session, deps.clock.now())) {
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
  };
}
