import { sql } from 'kysely';
import type { Role, Tier } from '#contract/common.ts';
import type { InvitationStatus } from '#contract/invitations.ts';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { Executor } from '#platform/db/open.ts';
import { mailsTo } from '#platform/outbox/mails-to-repository.ts';

export interface InvitationOfUser {
  id: string;
  code_last_four: string;
  tier: Tier;
  status: InvitationStatus;
  created_at: Date;
  used_at: Date | null;
  created_by: string | null;
  creator_name: string | null;
  creator_role: Role | null;
  batch_id: string | null;
  batch_name: string | null;
}

export function invitationOf(executor: Executor, userId: string): Promise<InvitationOfUser | undefined> {
  return executor
    .selectFrom('invitations')
    .leftJoin('users as creator', 'creator.id', 'invitations.created_by')
    .leftJoin('batches', 'batches.id', 'invitations.batch_id')
    .select([
      'invitations.id',
      'invitations.code_last_four',
      'invitations.tier',
      'invitations.status',
      'invitations.created_at',
      'invitations.used_at',
      'invitations.created_by',
      'creator.full_name as creator_name',
      'creator.role as creator_role',
      'invitations.batch_id',
      'batches.name as batch_name',
    ])
    .where('invitations.user_id', '=', userId)
    .orderBy('invitations.used_at', (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst();
}

/** Who brought the account into a state that has an entry of that name: the newest one. */
export function lastStateChange(executor: Executor, userId: string, state: 'suspended' | 'deleted') {
  return executor
    .selectFrom('audit_entries')
    .leftJoin('users as actor', 'actor.id', 'audit_entries.actor_id')
    .select(['audit_entries.at', 'audit_entries.actor_id', 'actor.full_name as actor_name', 'actor.role as actor_role'])
    .where('subject_type', '=', 'user')
    .where('subject_id', '=', userId)
    .where('action', '=', `user.${state}`)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function licenceOf(executor: Executor, userId: string) {
  return executor
    .selectFrom('licences')
    .select(['id', 'licence_key', 'issued_at', 'expires_at'])
    .where('user_id', '=', userId)
    .orderBy('issued_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function onboardingOf(executor: Executor, userId: string) {
  return executor.selectFrom('onboarding').selectAll().where('user_id', '=', userId).executeTakeFirst();
}

export async function stepsOf(executor: Executor, userId: string): Promise<ReadonlyMap<OnboardingStep, Date>> {
  const rows = await executor
    .selectFrom('onboarding_steps')
    .select(['step', 'done_at'])
    .where('user_id', '=', userId)
    .execute();
  return new Map(rows.map((row) => [row.step, row.done_at]));
}

export interface StoryCounts {
  sessions_live: number;
  sessions: number;
  notes: number;
  mails: number;
  failed_sign_ins_30d: number;
  errors: number;
}

export async function countsOf(
  executor: Executor,
  user: { id: string; email: string },
  now: Date,
): Promise<StoryCounts> {
  const monthAgo = new Date(now.getTime() - 30 * 86_400_000);
  const { rows } = await sql<StoryCounts>`
    select
      (select count(*) from sessions
        where user_id = ${user.id}::uuid and revoked_at is null and expires_at > ${now}) as sessions_live,
      (select count(*) from sessions where user_id = ${user.id}::uuid) as sessions,
      (select count(*) from user_notes where user_id = ${user.id}::uuid) as notes,
      (select count(*) from outbox_mails where ${mailsTo(user)}) as mails,
      (select count(*) from sign_ins
        where user_id = ${user.id}::uuid and outcome = 'failed' and at >= ${monthAgo}) as failed_sign_ins_30d,
      (select count(*) from user_errors where user_id = ${user.id}::uuid) as errors`.execute(executor);
  return rows[0] ?? { sessions_live: 0, sessions: 0, notes: 0, mails: 0, failed_sign_ins_30d: 0, errors: 0 };
}
