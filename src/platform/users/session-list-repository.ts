import { type Selectable, type SqlBool, sql } from 'kysely';
import type { Role } from '#contract/common.ts';
import { type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import type { Database } from '#platform/db/schema.ts';
import type { SessionsTable } from '#platform/db/tables/auth.ts';

export interface SessionView extends Selectable<SessionsTable> {
  revoker_name: string | null;
  revoker_role: Role | null;
}

function selectSessions(executor: Executor) {
  return executor
    .selectFrom('sessions')
    .leftJoin('users as revoker', 'revoker.id', 'sessions.revoked_by')
    .selectAll('sessions')
    .select(['revoker.full_name as revoker_name', 'revoker.role as revoker_role']);
}

export function findSessionView(executor: Executor, id: string): Promise<SessionView | undefined> {
  return selectSessions(executor).where('sessions.id', '=', id).executeTakeFirst();
}

export function listSessions(
  executor: Executor,
  userId: string,
  state: 'live' | 'past' | undefined,
  request: KeysetRequest,
  now: Date,
): Promise<KeysetPage<SessionView>> {
  const live = sql<SqlBool>`(sessions.revoked_at is null and sessions.expires_at > ${now})`;
  const condition = state === undefined ? sql<SqlBool>`true` : state === 'live' ? live : sql<SqlBool>`not ${live}`;
  const query = selectSessions(executor).where('sessions.user_id', '=', userId).where(condition);
  return keysetPage(
    query,
    request,
    {
      sorts: {
        '-created_at': { column: 'sessions.created_at', type: 'timestamptz', descending: true },
        created_at: { column: 'sessions.created_at', type: 'timestamptz', descending: false },
        '-last_seen_at': { column: 'sessions.last_seen_at', type: 'timestamptz', descending: true },
        last_seen_at: { column: 'sessions.last_seen_at', type: 'timestamptz', descending: false },
      },
      id: { column: 'sessions.id', type: 'uuid' },
    },
    () =>
      countOf(
        executor
          .selectFrom('sessions')
          .where('user_id', '=', userId)
          .where(condition)
          .select(totalOf)
          .executeTakeFirst(),
      ),
  );
}

export interface SignInView {
  id: string;
  at: Date;
  outcome: 'succeeded' | 'failed';
  reason: string | null;
  device: string | null;
  user_agent: string | null;
  address: string | null;
  two_step: boolean;
  session_id: string | null;
}

export function listSignIns(
  executor: Executor,
  userId: string,
  outcome: 'succeeded' | 'failed' | undefined,
  request: KeysetRequest,
): Promise<KeysetPage<SignInView>> {
  const query = executor
    .selectFrom('sign_ins')
    .where('user_id', '=', userId)
    .where(outcome === undefined ? sql<SqlBool>`true` : sql<SqlBool>`outcome = ${outcome}`);
  return keysetPage(
    query.select(['id', 'at', 'outcome', 'reason', 'device', 'user_agent', 'address', 'two_step', 'session_id']),
    request,
    {
      sorts: {
        '-at': { column: 'sign_ins.at', type: 'timestamptz', descending: true },
        at: { column: 'sign_ins.at', type: 'timestamptz', descending: false },
      },
      id: { column: 'sign_ins.id', type: 'uuid' },
    },
    () => countOf(query.select(totalOf).executeTakeFirst()),
  );
}

export type AnomalyView = Pick<Database['session_anomalies'], 'id' | 'session_id' | 'rule' | 'at'> & {
  details: Record<string, unknown>;
};

/** Anomalies of some sessions, oldest first. */
export function anomaliesOfSessions(executor: Executor, sessionIds: readonly string[]): Promise<AnomalyView[]> {
  return executor
    .selectFrom('session_anomalies')
    .select(['id', 'session_id', 'rule', 'at', 'details'])
    .where('session_id', '=', sql<string>`any(${[...sessionIds]}::uuid[])`)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

export function newestAnomalies(executor: Executor, userId: string, most: number): Promise<AnomalyView[]> {
  return executor
    .selectFrom('session_anomalies')
    .select(['id', 'session_id', 'rule', 'at', 'details'])
    .where('user_id', '=', userId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}

const totalOf = sql<number>`count(*)`.as('total');

async function countOf(counted: Promise<{ total: number } | undefined>): Promise<number> {
  return (await counted)?.total ?? 0;
}
