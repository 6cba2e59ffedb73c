import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tier } from '#contract/common.ts';
import { isoWeekRange } from '#shared/weeks.ts';

export interface PeopleFilters {
  tier?: Tier | undefined;
  batch_id?: string | undefined;
  week?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** What narrows `users`, in the words of the list of users, so that a number and the list behind it agree. */
export function peopleConditions({ tier, batch_id: batchId, week, from, to }: PeopleFilters): RawBuilder<SqlBool>[] {
  const weekRange = week ? isoWeekRange(week) : null;
  const conditions = [
    tier && sql<SqlBool>`users.beta_tier = ${tier}`,
    batchId &&
      sql<SqlBool>`users.id in (select user_id from invitations where batch_id = ${batchId}::uuid and user_id is not null)`,
    weekRange && sql<SqlBool>`users.created_at >= ${weekRange.from} and users.created_at < ${weekRange.to}`,
    from && sql<SqlBool>`users.created_at >= ${new Date(from)}`,
    to && sql<SqlBool>`users.created_at < ${new Date(to)}`,
  ];
  return conditions.filter((condition) => condition !== undefined && condition !== null && condition !== '');
}
