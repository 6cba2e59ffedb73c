import { type Kysely, sql } from 'kysely';

const statements = [
  // How long a step took, or has taken so far, beside it: the funnel reads times off instead of sorting every member's steps.
  `alter table onboarding add column since timestamptz`,
  `alter table onboarding_steps add column since timestamptz`,
  `update onboarding_steps set since = least(told.since, onboarding_steps.done_at)
    from (
      select user_id, step, lag(done_at, 1, started_at) over (
        partition by user_id
        order by done_at, array_position(array['welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback'], step)
      ) as since
      from onboarding_steps join onboarding using (user_id)
    ) as told
    where told.user_id = onboarding_steps.user_id and told.step = onboarding_steps.step`,
  `update onboarding set since = greatest(started_at,
    (select max(done_at) from onboarding_steps where onboarding_steps.user_id = onboarding.user_id))`,
  `alter table onboarding alter column since set not null`,
  `alter table onboarding_steps alter column since set not null`,
  // Who has been longest at a step.
  `drop index onboarding_next`,
  `create index onboarding_waiting on onboarding (next_step, since, user_id)`,
  `create index onboarding_since on onboarding (since, user_id) where next_step is not null`,
];

/** When members came to the step they did, or are at. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
