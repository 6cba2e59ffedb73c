import { type Kysely, type RawBuilder, sql } from 'kysely';
import { type OnboardingStep, onboardingStepSchema } from '#contract/onboarding-steps.ts';
import type { Executor } from '#platform/db/open.ts';
import type { Database } from '#platform/db/schema.ts';
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

/** Where somebody can stand: at a step, or (null) behind all of them. */
const places: readonly (OnboardingStep | null)[] = [...onboardingStepSchema.options, null];

/**
 * Columns for each step and not rows: the rows are then read once and need not be sorted by step, which for millions
 * costs more than all the rest. Written with literals, so that the database sees that both percentiles of a step are of
 * the same times and sorts them once.
 */
function columnsOf(
  steps: readonly (OnboardingStep | null)[],
  columns: (isIt: RawBuilder<unknown>) => Record<string, RawBuilder<unknown>>,
): RawBuilder<unknown> {
  const each = steps.flatMap((step, place) => {
    const isIt = step === null ? sql`step is null` : sql`step = ${sql.lit(step)}`;
    return Object.entries(columns(isIt)).map(([name, column]) => sql`${column} as ${sql.ref(`${name}_${place}`)}`);
  });
  return sql.join(each);
}

const percentile = (share: number, isIt: RawBuilder<unknown>) =>
  sql`percentile_cont(${sql.lit(share)}) within group (order by seconds) filter (where ${isIt})`;

type Columns = Grouped & Record<string, number | null>;

/** What of a row belongs to one place. */
const figure = (row: Columns, name: string, place: number) => row[`${name}_${place}`] ?? null;

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
const groupingBy = (by: Breakdown) => (by === 'none' ? sql`()` : sql`grouping sets ((key), ())`);
const wholeAndKey = (by: Breakdown) =>
  by === 'none' ? sql`true as whole, null::text as key` : sql`grouping(key) = 1 as whole, key`;

export async function countStandings(
  executor: Executor,
  by: Breakdown,
  filters: PeopleFilters,
  now: Date,
): Promise<StandingRow[]> {
  const columns = columnsOf(places, (isIt) => ({
    people: sql`count(*) filter (where ${isIt})`,
    active: sql`count(*) filter (where ${isIt} and state = 'active')`,
    median: percentile(0.5, isIt),
    p90: percentile(0.9, isIt),
  }));
  const { rows } = await sql<Columns>`
    select ${wholeAndKey(by)}, ${columns}, avg(seconds) filter (where step is null) as mean
    from (
      select people.key, people.state, onboarding.next_step as step,
        case when next_step is null then date_part('epoch', completed_at - started_at)
          when people.state = 'active' then greatest(0, date_part('epoch', ${now}::timestamptz - since)) end as seconds
      from onboarding join (${people(by, filters)}) as people using (user_id)
    ) as standing
    group by ${groupingBy(by)}`.execute(executor);
  return rows.flatMap((row) =>
    places.map((step, place) => ({
      whole: row.whole,
      key: row.key,
      step,
      people: figure(row, 'people', place) ?? 0,
      active: figure(row, 'active', place) ?? 0,
      median_seconds: figure(row, 'median', place),
      p90_seconds: figure(row, 'p90', place),
      mean_seconds: step === null ? (row.mean ?? null) : null,
    })),
  );
}

/** Steps that nobody did are left out. */
export async function countDone(executor: Executor, by: Breakdown, filters: PeopleFilters): Promise<DoneRow[]> {
  const everybody = by === 'none' && peopleConditions(filters).length === 0;
  const narrowed = everybody ? sql`` : sql`join (${people(by, filters)}) as people using (user_id)`;
  const columns = columnsOf(onboardingStepSchema.options, (isIt) => ({
    done: sql`count(*) filter (where ${isIt})`,
    median: percentile(0.5, isIt),
    p90: percentile(0.9, isIt),
  }));
  const { rows } = await sql<Columns>`
    select ${wholeAndKey(by)}, ${columns}
    from (
      select ${everybody ? sql`null::text` : sql`people.key`} as key, step, date_part('epoch', done_at - since) as seconds
      from onboarding_steps ${narrowed}
    ) as done
    group by ${groupingBy(by)}`.execute(executor);
  return rows.flatMap((row) =>
    onboardingStepSchema.options.flatMap((step, place) => {
      const [median, p90] = [figure(row, 'median', place), figure(row, 'p90', place)];
      if (median === null || p90 === null) return [];
      const done = figure(row, 'done', place) ?? 0;
      return [{ whole: row.whole, key: row.key, step, done, median_seconds: median, p90_seconds: p90 }];
    }),
  );
}

/** Runs a count with memory enough to sort the times of a million people without going to the disk. */
export function withSortMemory<Value>(
  database: Kysely<Database>,
  count: (transaction: Executor) => Promise<Value>,
): Promise<Value> {
  return database.transaction().execute(async (transaction) => {
    await sql`set local work_mem = '32MB'`.execute(transaction);
    return count(transaction);
  });
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
