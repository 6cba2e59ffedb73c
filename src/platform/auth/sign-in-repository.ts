import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import type { FoundAnomaly } from './anomaly-rules.ts';

export interface FailedSignIn {
  userId: string;
  at: Date;
  reason: string;
  device: string | null;
  userAgent: string | null;
  address: string;
}

export async function insertFailedSignIn(transaction: Executor, signIn: FailedSignIn): Promise<void> {
  await transaction
    .insertInto('sign_ins')
    .values({
      id: randomUUID(),
      user_id: signIn.userId,
      at: signIn.at,
      outcome: 'failed',
      reason: signIn.reason,
      device: signIn.device,
      user_agent: signIn.userAgent,
      address: signIn.address,
      two_step: false,
      session_id: null,
    })
    .execute();
}

export interface GoodSignIn {
  user: { id: string };
  sessionId: string;
  at: Date;
  device: string | null;
  userAgent: string | null;
  address: string;
  twoStep: boolean;
}

export async function insertGoodSignIn(transaction: Executor, signIn: GoodSignIn): Promise<void> {
  await transaction
    .insertInto('sign_ins')
    .values({
      id: randomUUID(),
      user_id: signIn.user.id,
      at: signIn.at,
      outcome: 'succeeded',
      reason: null,
      device: signIn.device,
      user_agent: signIn.userAgent,
      address: signIn.address,
      two_step: signIn.twoStep,
      session_id: signIn.sessionId,
    })
    .execute();
}

/** What an account did before a sign-in, as far as the rules ask. The session of the sign-in itself is left out. */
export interface SignInPast {
  devices: (string | null)[];
  recent: { address: string | null; device: string | null; last_seen_at: Date }[];
  failures: number;
}

export async function readSignInPast(
  transaction: Executor,
  about: { userId: string; sessionId: string; usedSince: Date; failedSince: Date; now: Date },
): Promise<SignInPast> {
  const { userId, sessionId, usedSince, failedSince, now } = about;
  const devices = await transaction
    .selectFrom('sessions')
    .select('device')
    .distinct()
    .where('user_id', '=', userId)
    .where('id', '!=', sessionId)
    .execute();
  const recent = await transaction
    .selectFrom('sessions')
    .select(['address', 'device', 'last_seen_at'])
    .where('user_id', '=', userId)
    .where('id', '!=', sessionId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>=', usedSince)
    .orderBy('last_seen_at', 'desc')
    .limit(20)
    .execute();
  const failed = await transaction
    .selectFrom('sign_ins')
    .select(sql<number>`count(*)`.as('failures'))
    .where('user_id', '=', userId)
    .where('outcome', '=', 'failed')
    .where('at', '>=', failedSince)
    .where(
      'at',
      '>',
      sql<Date>`coalesce((select max(at) from sign_ins where user_id = ${userId}::uuid and outcome = 'succeeded'), '-infinity')`,
    )
    .executeTakeFirstOrThrow();
  return { devices: devices.map((row) => row.device), recent, failures: failed.failures };
}

export async function insertAnomalies(
  transaction: Executor,
  about: { userId: string; sessionId: string; at: Date },
  anomalies: readonly FoundAnomaly[],
): Promise<void> {
  if (anomalies.length === 0) return;
  await transaction
    .insertInto('session_anomalies')
    .values(
      anomalies.map(({ rule, details }) => ({
        id: randomUUID(),
        user_id: about.userId,
        session_id: about.sessionId,
        rule,
        at: about.at,
        details: JSON.stringify(details),
      })),
    )
    .execute();
}
