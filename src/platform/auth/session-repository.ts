import { CompiledQuery } from 'kysely';
import type { Role } from '#contract/common.ts';
import type { UserState } from '#contract/users.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainArray } from '#platform/db/plain-array.ts';

/** A session with its user, as every request checks them. */
export interface SessionWithUser {
  id: string;
  expires_at: Date;
  revoked_at: Date | null;
  last_seen_at: Date;
  user_id: string;
  email: string;
  full_name: string;
  role: Role;
  state: UserState;
}

const sessionWithUser = [
  'sessions.id',
  'sessions.expires_at',
  'sessions.revoked_at',
  'sessions.last_seen_at',
  'users.id as user_id',
  'users.email',
  'users.full_name',
  'users.role',
  'users.state',
] as const;

/** Written out once: it runs at every request, and building it anew costs more than its answer. */
const sessionsById = `select ${sessionWithUser.join(', ')} from sessions join users on users.id = sessions.user_id where sessions.id = any($1::uuid[])`;

/** Sessions by their ids, in one read. */
export async function findSessions(
  executor: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SessionWithUser>> {
  const { rows } = await executor.executeQuery<SessionWithUser>(CompiledQuery.raw(sessionsById, [plainArray(ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** The session and its user, kept from changing until the transaction ends. */
export function lockSession(transaction: Executor, sessionId: string): Promise<SessionWithUser | undefined> {
  return transaction
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(sessionWithUser)
    .where('sessions.id', '=', sessionId)
    .forUpdate('sessions')
    .executeTakeFirst();
}

export interface NewSession {
  id: string;
  userId: string;
  device: string | null;
  userAgent: string | null;
  address: string;
  at: Date;
  expiresAt: Date;
}

export async function insertSession(transaction: Executor, session: NewSession): Promise<void> {
  await transaction
    .insertInto('sessions')
    .values({
      id: session.id,
      user_id: session.userId,
      device: session.device,
      user_agent: session.userAgent,
      address: session.address,
      created_at: session.at,
      last_seen_at: session.at,
      expires_at: session.expiresAt,
      revoked_at: null,
      revoked_reason: null,
    })
    .execute();
  await transaction.updateTable('users').set({ last_seen_at: session.at }).where('id', '=', session.userId).execute();
}

export async function prolongSession(
  transaction: Executor,
  session: { id: string; at: Date; expiresAt: Date; address: string; userAgent: string | null },
): Promise<void> {
  await transaction
    .updateTable('sessions')
    .set({
      last_seen_at: session.at,
      expires_at: session.expiresAt,
      address: session.address,
      user_agent: session.userAgent,
    })
    .where('id', '=', session.id)
    .execute();
}

/**
 * Ends sessions that still stand. Returns how many there were.
 *
 * @param by who ended them; null where the platform did
 */
export async function revokeSessions(
  transaction: Executor,
  which: { sessionId: string } | { userId: string; exceptSessionId?: string },
  at: Date,
  reason: string,
  by: string | null = null,
): Promise<number> {
  let query = transaction
    .updateTable('sessions')
    .set({ revoked_at: at, revoked_reason: reason, revoked_by: by })
    .where('revoked_at', 'is', null);
  if ('sessionId' in which) {
    query = query.where('id', '=', which.sessionId);
  } else {
    // A session that ran out by itself was not ended by anybody.
    query = query.where('user_id', '=', which.userId).where('expires_at', '>', at);
    if (which.exceptSessionId) query = query.where('id', '!=', which.exceptSessionId);
  }
  const rows = await query.returning('id').execute();
  return rows.length;
}

/** Notes that a session was used. Not a fact worth an audit entry, and written at most once a minute. */
export async function touchSession(
  executor: Executor,
  session: { id: string; userId: string },
  at: Date,
): Promise<void> {
  await executor.updateTable('sessions').set({ last_seen_at: at }).where('id', '=', session.id).execute();
  await executor.updateTable('users').set({ last_seen_at: at }).where('id', '=', session.userId).execute();
}
