import { type Kysely, sql } from 'kysely';

const statements = [
  // What a search compares: lower case, without accents, so that “tomas” finds Tomás. Plain ASCII has none to look for.
  `create function gatehouse_fold(words text) returns text language sql immutable parallel safe
    return case when octet_length(words) = char_length(words) then lower(words)
      else lower(regexp_replace(normalize(words, NFKD), '[\\u0300-\\u036f]', '', 'g')) end`,
  `alter table users
    add column version integer not null default 1,
    add column suspended_at timestamptz,
    add column suspended_reason text,
    add column purge_at timestamptz,
    add column purged_at timestamptz,
    add column search_text text generated always as (
      gatehouse_fold(email || E'\\n' || coalesce(username, '') || E'\\n' || full_name || E'\\n' || coalesce(company, ''))
    ) stored`,
  `update users set purge_at = deleted_at + interval '30 days' where deleted_at is not null`,
  // One index for each order in which the list can be read.
  `create index users_by_email on users (email, id)`,
  `create index users_by_name on users (lower(full_name), id)`,
  `create index users_by_last_seen on users (coalesce(last_seen_at, '-infinity'::timestamptz), id)`,
  `create index users_by_tier on users ((case beta_tier when 'standard' then 1 when 'premium' then 2 when 'enterprise' then 3 else 0 end), id)`,
  `create index users_purge on users (purge_at) where purge_at is not null and purged_at is null`,
  // Finding a person by what they were given.
  `create index invitations_user on invitations (user_id) where user_id is not null`,
  `create index invitations_last_four on invitations (code_last_four)`,
  `create index licences_tail on licences ("right"(licence_key, 5))`,
  `create index outbox_mails_user on outbox_mails (user_id, created_at) where user_id is not null`,
  `create index outbox_mails_recipient on outbox_mails (recipient, created_at)`,

  `alter table sessions add column revoked_by uuid references users (id)`,
  // Every try of a known account. The audit log has them too, but this one is forgotten with the person.
  `create table sign_ins (
    id uuid primary key,
    user_id uuid not null references users (id),
    at timestamptz not null,
    outcome text not null check (outcome in ('succeeded', 'failed')),
    reason text,
    device text,
    user_agent text,
    address text,
    two_step boolean not null default false,
    session_id uuid references sessions (id)
  )`,
  `create index sign_ins_user on sign_ins (user_id, at desc, id desc)`,
  `insert into sign_ins (id, user_id, at, outcome, device, user_agent, address, session_id)
    select gen_random_uuid(), user_id, created_at, 'succeeded', device, user_agent, address, id from sessions`,
  `insert into sign_ins (id, user_id, at, outcome, reason, address)
    select gen_random_uuid(), users.id, audit_entries.at, 'failed', details ->> 'reason', personal ->> 'address'
    from audit_entries join users on users.id::text = audit_entries.subject_id
    where action = 'session.refused' and subject_type = 'user'`,
  `create table session_anomalies (
    id uuid primary key,
    user_id uuid not null references users (id),
    session_id uuid references sessions (id),
    rule text not null check (rule in ('new_device', 'overlapping_networks', 'failures_before_success', 'refresh_token_reuse')),
    at timestamptz not null,
    details jsonb not null
  )`,
  `create index session_anomalies_user on session_anomalies (user_id, at desc, id desc)`,

  `create table user_notes (
    id uuid primary key,
    user_id uuid not null references users (id),
    author_id uuid not null references users (id),
    body text not null,
    created_at timestamptz not null
  )`,
  `create index user_notes_user on user_notes (user_id, created_at desc, id desc)`,

  // One row a member. \`next_step\` is null once all are done.
  `create table onboarding (
    user_id uuid primary key references users (id),
    next_step text check (next_step in ('welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback')),
    steps_done integer not null default 0 check (steps_done between 0 and 6),
    started_at timestamptz not null,
    completed_at timestamptz,
    updated_at timestamptz not null,
    check ((next_step is null) = (completed_at is not null))
  )`,
  `create index onboarding_next on onboarding (next_step)`,
  `create table onboarding_steps (
    user_id uuid not null references users (id),
    step text not null check (step in ('welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback')),
    done_at timestamptz not null,
    data jsonb not null default '{}',
    primary key (user_id, step)
  )`,
  `insert into onboarding (user_id, next_step, steps_done, started_at, updated_at)
    select id, 'welcome', 0, coalesce(beta_activated_at, created_at), created_at from users where role = 'member'`,

  `create table tier_plans (
    tier text primary key check (tier in ('standard', 'premium', 'enterprise')),
    price_usd_micros bigint not null check (price_usd_micros >= 0),
    features jsonb not null,
    limits jsonb not null
  )`,
  `insert into tier_plans (tier, price_usd_micros, features, limits) values
    ('standard', 0,
      '["AI agents", "Conversations and streaming chat", "Export", "Community support"]',
      '[{"name": "Requests a minute", "value": 60, "unit": "requests"}, {"name": "Requests a day", "value": 1000, "unit": "requests"}, {"name": "API keys", "value": 1, "unit": "keys"}, {"name": "Projects", "value": 3, "unit": "projects"}]'),
    ('premium', 10000000,
      '["AI agents", "Conversations and streaming chat", "Export", "Community support", "All models", "Webhooks and integrations", "Mail support"]',
      '[{"name": "Requests a minute", "value": 300, "unit": "requests"}, {"name": "Requests a day", "value": 10000, "unit": "requests"}, {"name": "API keys", "value": 5, "unit": "keys"}, {"name": "Projects", "value": 25, "unit": "projects"}]'),
    ('enterprise', 50000000,
      '["AI agents", "Conversations and streaming chat", "Export", "Community support", "All models", "Webhooks and integrations", "Mail support", "Enterprise integration", "A named contact"]',
      '[{"name": "Requests a minute", "value": 1200, "unit": "requests"}, {"name": "Requests a day", "value": 100000, "unit": "requests"}, {"name": "API keys", "value": 50, "unit": "keys"}, {"name": "Projects", "value": null, "unit": "projects"}]')`,
  `create table tier_changes (
    id uuid primary key,
    user_id uuid not null references users (id),
    from_tier text not null,
    to_tier text not null,
    reason text,
    changed_by uuid references users (id),
    changed_at timestamptz not null,
    undoes uuid references tier_changes (id),
    undone_at timestamptz,
    position bigint generated always as identity
  )`,
  `create index tier_changes_user on tier_changes (user_id, position desc)`,

  `create table bulk_runs (
    id uuid primary key,
    action text not null check (action in ('suspend', 'reactivate', 'tier', 'revoke_sessions')),
    tier text check (tier in ('standard', 'premium', 'enterprise')),
    reason text not null,
    actor_id uuid not null references users (id),
    request_id text,
    created_at timestamptz not null,
    finished_at timestamptz,
    total integer not null,
    done integer not null default 0,
    refused integer not null default 0
  )`,
  `create index bulk_runs_open on bulk_runs (created_at) where finished_at is null`,
  `create table bulk_rows (
    run_id uuid not null references bulk_runs (id),
    position integer not null,
    user_id uuid not null,
    state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
    problem_kind text,
    problem_detail text,
    primary key (run_id, position)
  )`,
  `create index bulk_rows_state on bulk_rows (run_id, state, position)`,

  // Part of a word anywhere in a hundred thousand names, in milliseconds. A server without the extension, or an owner
  // who may not add it, reads the whole table instead: slower, and the same answer.
  `do $$
  declare place text;
  begin
    begin
      if not exists (select from pg_extension where extname = 'pg_trgm') then
        create schema if not exists gatehouse_extensions;
        create extension pg_trgm with schema gatehouse_extensions;
      end if;
      select nspname into place from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
        where extname = 'pg_trgm';
    exception when others then
      raise notice 'Searching users goes on without an index: %', sqlerrm;
      return;
    end;
    execute format('create index users_search on users using gin (search_text %I.gin_trgm_ops)', place);
  end $$`,
];

/** Users with their sessions, sign-ins, notes, onboarding and tiers, and bulk actions on them. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
