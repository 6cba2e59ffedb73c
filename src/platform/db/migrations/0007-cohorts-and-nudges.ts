import { type Kysely, sql } from 'kysely';

const steps = `('welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback')`;
const reasons = `('deleted', 'suspended', 'unverified', 'opted_out', 'did_step', 'not_there_yet', 'nudged_lately')`;

const statements = [
  `create table cohorts (
    id uuid primary key,
    name text not null,
    created_by uuid not null references users (id),
    created_at timestamptz not null,
    members integer not null check (members > 0),
    filters jsonb,
    searched boolean not null
  )`,
  // A name means one cohort, however it is written.
  `create unique index cohorts_name on cohorts (lower(name))`,
  `create index cohorts_newest on cohorts (created_at, id)`,
  `create table cohort_members (
    cohort_id uuid not null references cohorts (id) on delete cascade,
    user_id uuid not null references users (id),
    primary key (cohort_id, user_id)
  )`,

  `create table nudges (
    id uuid primary key,
    state text not null check (state in ('held', 'sending', 'sent', 'cancelled')),
    step text not null check (step in ${steps}),
    subject text not null,
    message text not null,
    cohort_id uuid references cohorts (id) on delete set null,
    cohort_name text,
    created_by uuid not null references users (id),
    created_at timestamptz not null,
    send_at timestamptz not null,
    sending_started_at timestamptz,
    finished_at timestamptz,
    cancelled_at timestamptz,
    cancelled_by uuid references users (id),
    people integer not null check (people > 0)
  )`,
  `create index nudges_newest on nudges (created_at, id)`,
  `create index nudges_open on nudges (send_at) where state in ('held', 'sending')`,
  `create index nudges_cohort on nudges (cohort_id) where cohort_id is not null`,
  `create table nudge_people (
    nudge_id uuid not null references nudges (id),
    position integer not null,
    user_id uuid not null references users (id),
    state text not null check (state in ('held', 'mailed', 'skipped', 'cancelled', 'left_out')),
    reason text check (reason in ${reasons}),
    settled_at timestamptz,
    primary key (nudge_id, position),
    unique (nudge_id, user_id),
    check ((reason is not null) = (state in ('skipped', 'left_out')))
  )`,
  `create index nudge_people_held on nudge_people (nudge_id, position) where state = 'held'`,
  // Who was nudged lately.
  `create index nudge_people_user on nudge_people (user_id) where state in ('held', 'mailed')`,

  `alter table outbox_mails drop constraint outbox_mails_kind_check`,
  `alter table outbox_mails add constraint outbox_mails_kind_check
    check (kind in ('invitation', 'verify_email', 'reset_password', 'welcome', 'staff_welcome', 'nudge'))`,
  `alter table outbox_mails add column nudge_id uuid references nudges (id)`,
  // Whatever runs twice or at once: one mail a person and nudge.
  `create unique index outbox_mails_nudge on outbox_mails (nudge_id, user_id) where nudge_id is not null`,

  // The funnel of very many people, counted a little while ago: one row a breakdown.
  `create table funnel_snapshots (
    by text primary key check (by in ('none', 'tier', 'batch', 'week')),
    version text not null,
    as_of timestamptz not null,
    took_milliseconds integer not null,
    asked_at timestamptz not null,
    figures jsonb not null
  )`,
];

/** People under a name, and mails to them about a step. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
