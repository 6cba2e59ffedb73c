import { randomUUID } from 'node:crypto';
import type { TokenAnswer } from '#contract/auth.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { signedInUser } from '#platform/users/user-answer.ts';
import { findUser } from '#platform/users/user-repository.ts';
import { type AccessTokens, accessTokenSeconds } from './access-token.ts';
import { hashToken, successorOf } from './opaque-token.ts';
import {
  findRefreshToken,
  findRefreshTokenById,
  insertRefreshToken,
  markExchanged,
  type RefreshToken,
} from './refresh-token-repository.ts';
import { lockSession, prolongSession, revokeSessions, type SessionWithUser } from './session-repository.ts';
import { insertAnomalies } from './sign-in-repository.ts';
import { refreshMilliseconds } from './sign-in-service.ts';

/** How long the token just exchanged still answers, for a client that never got the new one. */
const graceMilliseconds = 10_000;

type Exchanged = { session: SessionWithUser; refreshToken: string } | { refused: ProblemError };

/**
 * Exchanges a refresh token. Whoever shows one that was exchanged before, or whoever did that, has a stolen copy: the
 * session ends. Only the immediate predecessor answers for 10 more seconds, with the same successor as the first time.
 *
 * @throws ProblemError `session_revoked` or `token_expired`
 */
export async function refreshSession(
  deps: PlatformDeps,
  tokens: AccessTokens,
  refreshToken: string,
  context: RequestContext,
): Promise<TokenAnswer> {
  // A refusal is returned, not thrown: the end of the session must be committed.
  const exchanged = await deps.database
    .transaction()
    .execute((transaction) => exchange(deps, transaction, refreshToken, context));
  if ('refused' in exchanged) throw exchanged.refused;
  const { session } = exchanged;
  const user = await findUser(deps.database, session.user_id);
  if (!user) throw revoked();
  return {
    access_token: await tokens.sign({ userId: session.user_id, sessionId: session.id }),
    refresh_token: exchanged.refreshToken,
    token_type: 'Bearer',
    expires_in: accessTokenSeconds,
    user: signedInUser(user),
  };
}

async function exchange(
  deps: PlatformDeps,
  transaction: Executor,
  presented: string,
  context: RequestContext,
): Promise<Exchanged> {
  const now = deps.clock.now();
  const hash = hashToken(deps.keys, 'refresh', presented);
  const found = await findRefreshToken(transaction, hash);
  // The session is locked first, then the token is read again: whoever comes second sees what the first one did.
  const session = found && (await lockSession(transaction, found.session_id));
  const token = found && (await findRefreshTokenById(transaction, found.id));
  if (!session || !token || session.revoked_at || session.state !== 'active') return { refused: revoked() };
  if (token.used_at) {
    const again = await graceSuccessor(deps, transaction, token, presented, now);
    if (again) return { session, refreshToken: again };
    await endFamily(transaction, session, context, now);
    return { refused: revoked() };
  }
  if (token.expires_at <= now || session.expires_at <= now) {
    return { refused: new ProblemError('token_expired', 'This session was not used for 7 days. Sign in again.') };
  }
  return { session, refreshToken: await rotate(deps, transaction, session, token, presented, context) };
}

/** The successor once more, if the presented token is the one just before the newest and was exchanged just now. */
async function graceSuccessor(
  deps: PlatformDeps,
  transaction: Executor,
  token: RefreshToken,
  presented: string,
  now: Date,
): Promise<string | null> {
  if (!token.used_at || !token.successor_id) return null;
  if (now.getTime() - token.used_at.getTime() > graceMilliseconds) return null;
  const successor = await findRefreshTokenById(transaction, token.successor_id);
  if (!successor || successor.used_at) return null;
  return successorOf(deps.keys, token.id, presented);
}

async function rotate(
  deps: PlatformDeps,
  transaction: Executor,
  session: SessionWithUser,
  token: RefreshToken,
  presented: string,
  context: RequestContext,
): Promise<string> {
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + refreshMilliseconds);
  const successor = successorOf(deps.keys, token.id, presented);
  const successorId = randomUUID();
  await insertRefreshToken(transaction, {
    id: successorId,
    sessionId: session.id,
    hash: hashToken(deps.keys, 'refresh', successor),
    at: now,
    expiresAt,
  });
  await markExchanged(transaction, { id: token.id, successorId, at: now });
  await prolongSession(transaction, {
    id: session.id,
    at: now,
    expiresAt,
    address: context.address,
    userAgent: context.userAgent,
  });
  await recordAudit(transaction, now, actorOf(session, context), [
    {
      action: 'session.refreshed',
      subjectType: 'session',
      subjectId: session.id,
      personal: { subject_name: session.email, address: context.address },
    },
  ]);
  return successor;
}

async function endFamily(
  transaction: Executor,
  session: SessionWithUser,
  context: RequestContext,
  now: Date,
): Promise<void> {
  await revokeSessions(transaction, { sessionId: session.id }, now, 'refresh_token_reused');
  await insertAnomalies(transaction, { userId: session.user_id, sessionId: session.id, at: now }, [
    { rule: 'refresh_token_reuse', details: { address: context.address } },
  ]);
  await recordAudit(transaction, now, { id: null, role: 'system', requestId: context.requestId }, [
    {
      action: 'session.revoked',
      subjectType: 'session',
      subjectId: session.id,
      details: { reason: 'refresh_token_reused' },
      personal: { subject_name: session.email, address: context.address },
    },
  ]);
}

/** Ends the session that the request came with. */
export async function signOut(deps: PlatformDeps, context: RequestContext): Promise<null> {
  const actor = requireActor(context);
  const now = deps.clock.now();
  await deps.database.transaction().execute(async (transaction) => {
    const ended = await revokeSessions(transaction, { sessionId: actor.sessionId }, now, 'signed_out', actor.id);
    if (ended === 0) return;
    await recordAudit(transaction, now, { id: actor.id, role: actor.role, requestId: context.requestId }, [
      {
        action: 'session.revoked',
        subjectType: 'session',
        subjectId: actor.sessionId,
        details: { reason: 'signed_out' },
        personal: { subject_name: actor.email },
      },
    ]);
  });
  return null;
}

function actorOf(session: SessionWithUser, context: RequestContext) {
  return { id: session.user_id, role: session.role, requestId: context.requestId };
}

function revoked(): ProblemError {
  return new ProblemError('session_revoked', 'This session was ended. Sign in again to go on.');
}
