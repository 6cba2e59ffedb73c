import { type RawBuilder, sql } from 'kysely';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { Executor } from '#platform/db/open.ts';
import { type PeopleFilters, peopleConditions } from './people-filter.ts';

export type Breakdown = 'none' | 'tier' | 'batch' | 'week';

interface Grouped {
  /** True in the rows that count everybody, whatever their group. */
  whole: boolean;
  key: string | null;
}

/** People by the step that comes next for them; null once they are through. */
export interface StandingRow extends Grouped {
  step: OnboardingStep | null;
  people: number;
  active: number;
  /** How long those who are active have been at it; of those who are through, how long all of it took. */
  median_seconds: number | null;
  p90_seconds: number | null;
  mean_seconds: number | null;
}

/** People by a step that they did. */
export interface DoneRow extends Grouped {
  step: OnboardingStep;
  done: number;
  median_seconds: number;
  p90_seconds: number;
}

const percentiles = sql`
  percentile_cont(0.5) within group (order by seconds) as median_seconds,
  percentile_cont(0.9) within group (order by seconds) as p90_seconds`;

const keys: Record<Exclude<Breakdown, 'none'>, RawBuilder<unknown>> = {
  tier: sql`users.beta_tier`,
  batch: sql`invited.batch_id::text`,
  week: sql`to_char(users.created_at at time zone 'UTC', 'IYYY-"W"IW')`,
};

/** The invitation that somebody came in with, as the list of users has it. */
const invited = sql`left join (
  select distinct on (user_id) user_id, batch_id from invitations where user_id is not null
  order by user_id, used_at desc nulls last
) as invited on invited.user_id = users.id`;

/** The people who count, each with their group. Whoever has an onboarding registered once, whatever became of them. */
function people(by: Breakdown, filters: PeopleFilters): RawBuilder<unknown> {
  const conditions = peopleConditions(filters);
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``;
  const key = by === 'none' ? sql`null::text` : keys[by];
  return sql`select users.id as user_id, users.state, ${key} as key from users ${by === 'batch' ? invited : sql``} ${where}`;
}

/** Everybody, and by group where that is asked for: in one pass over the rows. */
const groupingBy = (by: Breakdown) =>
  by === 'none' ? sql`grouping sets ((step))` : sql`grouping sets ((key, step), (step))`;
const wholeAndKey = (by: Breakdown) =>
  by === 'none' ? sql`true as whole, null::text as key` : sql`grouping(key) = 1 as whole, key`;

export async function countStandings(
  executor: Executor,
  by: Breakdown,
  filters: PeopleFilters,
  now: Date,
): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select ${wholeAndKey(by)}, step, count(*) as people, count(*) filter (where state = 'active') as active, ${percentiles},
      avg(seconds) as mean_seconds
    from (
      select people.key, people.state, onboarding.next_step as step,
        case when next_step is null then extract(epoch from completed_at - started_at)::double precision
          when people.state = 'active'
            then greatest(0, extract(epoch from ${now}::timestamptz - since)::double precision) end as seconds
      from onboarding join (${people(by, filters)}) as people using (user_id)
    ) as standing
    group by ${groupingBy(by)}`.execute(executor);
  return rows;
}

export async function countDone(executor: Executor, by: Breakdown, filters: PeopleFilters): Promise<DoneRow[]> {
  const everybody = by === 'none' && peopleConditions(filters).length === 0;
  const narrowed = everybody ? sql`` : sql`join (${people(by, filters)}) as people using (user_id)`;
  const { rows } = await sql<DoneRow>`
    select ${wholeAndKey(by)}, step, count(*) as done, ${percentiles}
    from (
      select ${everybody ? sql`null::text` : sql`people.key`} as key, step,
        extract(epoch from done_at - since)::double precision as seconds
      from onboarding_steps ${narrowed}
    ) as done
    group by ${groupingBy(by)}`.execute(executor);
  return rows;
}

/** Names of batches by their ids. */
export async function batchNames(executor: Executor, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await executor
    .selectFrom('batches')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
