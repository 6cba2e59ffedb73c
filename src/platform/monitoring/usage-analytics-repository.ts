import { sql } from 'kysely';
import type { Tier } from '#contract/common.ts';
import type { Executor } from '#platform/db/open.ts';

/** What the product did for people of one tier, from the sums of the days; null: nobody was signed in, or is a member. */
export interface UsageOfTier {
  tier: Tier | null;
  today: boolean;
  requests: number;
  errors: number;
  duration_us: number;
  calls: number;
  cost_usd_micros: number;
}

/** Today (in UTC) and the six days before it, by tier. */
export async function usageByTier(executor: Executor, today: string): Promise<UsageOfTier[]> {
  const { rows } = await sql<UsageOfTier>`
    select users.beta_tier as tier, day = ${today}::date as today,
      sum(requests)::bigint as requests, sum(errors)::bigint as errors, sum(duration_us)::bigint as duration_us,
      sum(calls)::bigint as calls, sum(cost_usd_micros)::bigint as cost_usd_micros
    from (
      select user_id, day, requests, client_errors + server_errors as errors, duration_us, 0 as calls, 0 as cost_usd_micros
      from request_days where day > ${today}::date - 7 and day <= ${today}::date
      union all
      select user_id, day, 0, 0, 0, calls, cost_usd_micros
      from usage_days where day > ${today}::date - 7 and day <= ${today}::date
    ) as sums left join users on users.id = sums.user_id
    group by 1, 2`.execute(executor);
  return rows;
}

export interface UsedAgent {
  agent: string;
  calls: number;
  cost_usd_micros: number;
}

/** The agents that asked models most often in these seven days. Calls that no agent made are not among them. */
export async function mostUsedAgents(executor: Executor, today: string, most: number): Promise<UsedAgent[]> {
  const { rows } = await sql<UsedAgent>`
    select agent, sum(calls)::bigint as calls, sum(cost_usd_micros)::bigint as cost_usd_micros
    from usage_days where day > ${today}::date - 7 and day <= ${today}::date and agent <> ''
    group by agent order by calls desc, agent limit ${most}`.execute(executor);
  return rows;
}

export interface OnboardingCounts {
  started: number;
  completed: number;
  mean_seconds: number | null;
  median_seconds: number | null;
}

export async function countOnboarding(executor: Executor): Promise<OnboardingCounts> {
  const { rows } = await sql<OnboardingCounts>`
    select count(*) as started, count(completed_at) as completed,
      avg(seconds)::double precision as mean_seconds,
      percentile_cont(0.5) within group (order by seconds) as median_seconds
    from (
      select completed_at, extract(epoch from completed_at - started_at)::double precision as seconds from onboarding
    ) as people`.execute(executor);
  const [row] = rows;
  if (!row) throw new Error('A query of counts gave no row.');
  return row;
}
