import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { Anomaly, UserSession } from '#contract/user-sessions.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { anomalyWords } from '#platform/auth/anomaly-rules.ts';
import { revokeSessions } from '#platform/auth/session-repository.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { networkOf } from '#shared/network.ts';
import { endSessionsOf } from './account-changes.ts';
import { lockAccount, maySeeSessions, requireReach, stateConflict } from './account-rules.ts';
import {
  type AnomalyView,
  anomaliesOfSessions,
  findSessionView,
  listSessions,
  listSignIns,
  type SessionView,
} from './session-list-repository.ts';
import { refusalWords, revocationWords } from './session-words.ts';
import { actorAnswer, type ShownUser } from './user-answer.ts';
import { findUser } from './user-repository.ts';

export async function readSessions(
  deps: PlatformDeps,
  id: string,
  query: HandlerInputOf<'users.sessions'>['query'],
  context: RequestContext,
): Promise<AnswerOf<'users.sessions'>> {
  await requireVisible(deps, id, context);
  const now = deps.clock.now();
  const page = await listSessions(deps.database, id, query.state, query, now);
  const anomalies = await anomaliesBySession(
    deps.database,
    page.rows.map((row) => row.id),
  );
  const items = page.rows.map((row) => sessionAnswer(row, anomalies.get(row.id) ?? [], context, now));
  return { items, next_cursor: page.nextCursor, total: page.total };
}

export async function readSignIns(
  deps: PlatformDeps,
  id: string,
  query: HandlerInputOf<'users.sign_ins'>['query'],
  context: RequestContext,
): Promise<AnswerOf<'users.sign_ins'>> {
  await requireVisible(deps, id, context);
  const page = await listSignIns(deps.database, id, query.outcome, query);
  const anomalies = await anomaliesBySession(
    deps.database,
    page.rows.flatMap((row) => row.session_id ?? []),
  );
  const items = page.rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    reason: row.reason && refusalWords(row.reason),
    network: networkOf(row.address),
    anomalies: (row.session_id && anomalies.get(row.session_id)) || [],
  }));
  return { items, next_cursor: page.nextCursor, total: page.total };
}

/** Ends one session: its next request is denied, because every request reads its session. */
export async function revokeSession(
  deps: PlatformDeps,
  { id, session_id: sessionId }: HandlerInputOf<'users.sessions.revoke'>['params'],
  reason: string | undefined,
  context: RequestContext,
): Promise<AnswerOf<'users.sessions.revoke'>> {
  const now = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const actor = requireActor(context);
    const user = await lockAccount(transaction, id, false);
    if (user.id !== actor.id) requireReach(actor, user);
    const session = await findSessionView(transaction, sessionId);
    if (!session || session.user_id !== id) throw notFound('session of this user');
    if (session.revoked_at || session.expires_at <= now) throw stateConflict('This session has ended already.');
    await revokeSessions(transaction, { sessionId }, now, reason ?? 'ended_by_staff', actor.id);
    const ended = await findSessionView(transaction, sessionId);
    if (!ended) throw new Error('A session vanished inside its own transaction.');
    const anomalies = await anomaliesBySession(transaction, [sessionId]);
    await recordAudit(transaction, now, auditActorOf(context), [
      {
        action: 'session.revoked',
        subjectType: 'session',
        subjectId: sessionId,
        details: { reason: 'ended_by_staff', user_id: id },
        personal: { subject_name: user.email, device: ended.device, ...(reason ? { reason } : {}) },
      },
    ]);
    return sessionAnswer(ended, anomalies.get(sessionId) ?? [], context, now);
  });
}

export async function revokeAllSessions(
  deps: PlatformDeps,
  id: string,
  reason: string | undefined,
  context: RequestContext,
): Promise<AnswerOf<'users.sessions.revoke_all'>> {
  const now = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const user = await lockAccount(transaction, id, false);
    const { sessionsRevoked, events } = await endSessionsOf(transaction, requireActor(context), user, reason, now);
    if (events.length > 0) await recordAudit(transaction, now, auditActorOf(context), events);
    return { sessions_revoked: sessionsRevoked };
  });
}

/** @throws ProblemError `not_found` or `forbidden` */
export async function requireVisible(deps: PlatformDeps, id: string, context: RequestContext): Promise<ShownUser> {
  const user = await findUser(deps.database, id);
  if (!user) throw notFound('user');
  if (!maySeeSessions(requireActor(context), user)) {
    throw new ProblemError(
      'forbidden',
      `${user.full_name} is staff. Where staff sign in and what is noted about them is for admins and themselves.`,
    );
  }
  return user;
}

export function anomalyAnswer(view: AnomalyView): Anomaly {
  return {
    id: view.id,
    rule: view.rule,
    at: view.at.toISOString(),
    session_id: view.session_id,
    words: anomalyWords(view),
  };
}

async function anomaliesBySession(executor: Executor, ids: readonly string[]): Promise<Map<string, Anomaly[]>> {
  const bySession = new Map<string, Anomaly[]>();
  if (ids.length === 0) return bySession;
  for (const view of await anomaliesOfSessions(executor, ids)) {
    const key = view.session_id ?? '';
    bySession.set(key, [...(bySession.get(key) ?? []), anomalyAnswer(view)]);
  }
  return bySession;
}

function sessionAnswer(row: SessionView, anomalies: Anomaly[], context: RequestContext, now: Date): UserSession {
  return {
    id: row.id,
    device: row.device,
    user_agent: row.user_agent,
    address: row.address,
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    state: row.revoked_at ? 'revoked' : row.expires_at <= now ? 'expired' : 'live',
    revoked_at: row.revoked_at?.toISOString() ?? null,
    revoked_by: row.revoked_at ? actorAnswer(row.revoked_by, row.revoker_name, row.revoker_role) : null,
    revoked_reason: row.revoked_reason && revocationWords(row.revoked_reason),
    current: row.id === context.actor?.sessionId,
    anomalies,
  };
}
