import { type Kysely, sql } from 'kysely';

const statements = [
  // What the last dry run said, so that lists need not count rows, and how far sending has come.
  `alter table batches
    add column plan_version integer not null default 1,
    add column plan_counts jsonb not null default '{}',
    add column created_count integer not null default 0 check (created_count >= 0),
    add column failed_count integer not null default 0 check (failed_count >= 0)`,
  `create index batches_name on batches (name, id)`,
  // Every plan a batch has had, and what changed from one to the next: an approval that names an old plan is answered
  // with the difference to the present one.
  `create table batch_plans (
    batch_id uuid not null references batches (id),
    version integer not null,
    plan_hash text not null,
    made_at timestamptz not null,
    primary key (batch_id, version)
  )`,
  `create table batch_plan_changes (
    batch_id uuid not null references batches (id),
    version integer not null,
    position integer not null,
    class_before text not null,
    primary key (batch_id, version, position)
  )`,
];

/** Plans of batches: counts, versions and what drifted between them. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
