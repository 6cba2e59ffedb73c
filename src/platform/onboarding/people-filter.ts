import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tier } from '#contract/common.ts';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { Standing } from '#contract/users.ts';
import { isoWeekRange } from '#shared/weeks.ts';

export interface PeopleFilters {
  /** One person alone. */
  user_id?: string | undefined;
  tier?: Tier | undefined;
  batch_id?: string | undefined;
  week?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  cohort_id?: string | undefined;
}

/** What narrows `users`, the same for the list of users as for the funnel, so that a number and the people behind it agree. */
export function peopleConditions(filters: PeopleFilters): RawBuilder<SqlBool>[] {
  const { user_id: userId, tier, batch_id: batchId, week, from, to, cohort_id: cohortId } = filters;
  const weekRange = week ? isoWeekRange(week) : null;
  const conditions = [
    userId && sql<SqlBool>`users.id = ${userId}::uuid`,
    tier && sql<SqlBool>`users.beta_tier = ${tier}`,
    batchId && cameInWith(batchId),
    weekRange && sql<SqlBool>`users.created_at >= ${weekRange.from} and users.created_at < ${weekRange.to}`,
    from && sql<SqlBool>`users.created_at >= ${new Date(from)}`,
    to && sql<SqlBool>`users.created_at < ${new Date(to)}`,
    cohortId && sql<SqlBool>`users.id in (select user_id from cohort_members where cohort_id = ${cohortId}::uuid)`,
  ];
  return conditions.filter((condition) => condition !== undefined && condition !== null && condition !== '');
}

function cameInWith(batchId: string): RawBuilder<SqlBool> {
  if (batchId !== 'none') {
    return sql<SqlBool>`users.id in (select user_id from invitations where batch_id = ${batchId}::uuid and user_id is not null)`;
  }
  return sql<SqlBool>`(users.role = 'member' and not exists (
    select from invitations where invitations.user_id = users.id and invitations.batch_id is not null))`;
}

/** How people stand to a step, in the words of the funnel. */
export function standingCondition(step: OnboardingStep, standing: Standing): RawBuilder<SqlBool> {
  const did = sql`users.id in (select user_id from onboarding_steps where step = ${step})`;
  const next = sql`users.id in (select user_id from onboarding where next_step = ${step})`;
  switch (standing) {
    case 'done':
      return sql<SqlBool>`${did}`;
    case 'waiting':
      return sql<SqlBool>`(users.state = 'active' and ${next})`;
    case 'left':
      return sql<SqlBool>`(users.state <> 'active' and ${next})`;
    case 'reached':
      return sql<SqlBool>`(${did} or ${next})`;
  }
}
