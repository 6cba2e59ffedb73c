import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tier } from '#contract/common.ts';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import { type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import { type PeopleFilters, peopleConditions } from './people-filter.ts';

/** From when on somebody at a step counts as stuck. */
export interface StuckSince {
  step: OnboardingStep;
  before: Date;
}

export interface StuckView {
  id: string;
  full_name: string;
  email: string;
  beta_tier: Tier | null;
  step: OnboardingStep;
  since: Date;
}

export interface StuckAround {
  user_id: string;
  rank: number;
  stuck: number;
  error_source: 'sign_in' | 'mail' | null;
  error_at: Date | null;
  error_reason: string | null;
}

/** Active people beyond the limit of their step. */
function isStuck(limits: readonly StuckSince[]): RawBuilder<SqlBool> {
  if (limits.length === 0) return sql<SqlBool>`false`;
  const each = limits.map(
    ({ step, before }) => sql`(onboarding.next_step = ${step} and onboarding.since < ${before}::timestamptz)`,
  );
  return sql<SqlBool>`(users.state = 'active' and (${sql.join(each, sql` or `)}))`;
}

export function listStuck(
  executor: Executor,
  limits: readonly StuckSince[],
  filters: PeopleFilters,
  request: KeysetRequest,
): Promise<KeysetPage<StuckView>> {
  let query = executor
    .selectFrom('onboarding')
    .innerJoin('users', 'users.id', 'onboarding.user_id')
    .where(isStuck(limits))
    .where('onboarding.next_step', 'is not', null);
  for (const condition of peopleConditions(filters)) query = query.where(condition);
  return keysetPage(
    query.select([
      'users.id',
      'users.full_name',
      'users.email',
      'users.beta_tier',
      sql<OnboardingStep>`onboarding.next_step`.as('step'),
      'onboarding.since',
    ]),
    request,
    {
      sorts: {
        '-dwell': { column: 'onboarding.since', type: 'timestamptz', descending: false },
        dwell: { column: 'onboarding.since', type: 'timestamptz', descending: true },
      },
      id: { column: 'onboarding.user_id', type: 'uuid' },
    },
    async () => (await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()).total,
  );
}

/** Place among all who are stuck at the same step, and the newest thing that failed meanwhile, for the people of a page. */
export async function aroundStuck(
  executor: Executor,
  limits: readonly StuckSince[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, StuckAround>> {
  const { rows } = await sql<StuckAround>`
    select placed.user_id, placed.rank, placed.stuck, failed.source as error_source, failed.at as error_at,
      failed.reason as error_reason
    from (
      select onboarding.user_id, onboarding.since, rank() over (partition by next_step order by since) as rank,
        count(*) over (partition by next_step) as stuck
      from onboarding join users on users.id = onboarding.user_id where ${isStuck(limits)}
    ) as placed left join lateral (
      (select 'sign_in' as source, at, reason from sign_ins
        where user_id = placed.user_id and outcome = 'failed' and at >= placed.since order by at desc limit 1)
      union all
      (select 'mail', created_at, last_error from outbox_mails
        where user_id = placed.user_id and status in ('failed', 'bounced') and created_at >= placed.since
        order by created_at desc limit 1)
      order by at desc limit 1
    ) as failed on true
    where placed.user_id = any(${[...ids]}::uuid[])`.execute(executor);
  return new Map(rows.map((row) => [row.user_id, row]));
}
