import { type Kysely, sql } from 'kysely';

const statements = [
  `create table ingest_keys (
    id uuid primary key,
    name text not null,
    key_hash bytea not null unique,
    last_four text not null,
    created_at timestamptz not null,
    created_by uuid not null references users (id),
    last_used_at timestamptz,
    revoked_at timestamptz,
    revoked_by uuid references users (id)
  )`,
  `create index ingest_keys_created on ingest_keys (created_at, id)`,

  // What gateways reported, as it came. The id is the event's own: it is what makes a repeat count once. Users are
  // checked when events come in and never removed, so no foreign key is looked up for every row.
  `create table request_events (
    id uuid primary key,
    at timestamptz not null,
    user_id uuid,
    method text not null,
    route text not null,
    status smallint not null,
    duration_us bigint not null,
    bytes bigint
  )`,
  `create table usage_events (
    id uuid primary key,
    at timestamptz not null,
    user_id uuid not null,
    provider text not null,
    model text not null,
    agent text not null,
    input_tokens bigint not null,
    output_tokens bigint not null,
    cost_usd_micros bigint not null,
    latency_us bigint not null,
    success boolean not null
  )`,
  `create table error_events (
    id uuid primary key,
    at timestamptz not null,
    user_id uuid,
    fingerprint text not null,
    title text not null,
    message text not null,
    level text not null check (level in ('error', 'warning')),
    route text,
    release text,
    link text
  )`,
  // For forgetting what is old, and what is somebody's.
  ...['request_events', 'usage_events', 'error_events'].flatMap((table) => [
    `create index ${table}_at on ${table} (at)`,
    `create index ${table}_user on ${table} (user_id) where user_id is not null`,
  ]),

  // The same added up, in the statement that stores the events.
  `create table request_days (
    user_id uuid not null,
    day date not null,
    requests bigint not null,
    client_errors bigint not null,
    server_errors bigint not null,
    duration_us bigint not null,
    bytes bigint not null,
    last_at timestamptz not null,
    primary key (user_id, day)
  )`,
  `create table usage_days (
    user_id uuid not null,
    day date not null,
    provider text not null,
    model text not null,
    agent text not null,
    calls bigint not null,
    failures bigint not null,
    input_tokens bigint not null,
    output_tokens bigint not null,
    cost_usd_micros bigint not null,
    latency_us bigint not null,
    last_at timestamptz not null,
    primary key (user_id, day, provider, model, agent)
  )`,
  `create index request_days_day on request_days (day)`,
  `create index usage_days_day on usage_days (day)`,
  `create table user_errors (
    user_id uuid not null,
    fingerprint text not null,
    level text not null check (level in ('error', 'warning')),
    title text not null,
    message text not null,
    route text,
    release text,
    link text,
    count bigint not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    primary key (user_id, fingerprint)
  )`,
  `create index user_errors_newest on user_errors (user_id, last_at, fingerprint)`,
  `create index user_errors_last on user_errors (last_at)`,
];

/** What members do in the product, as its gateways report it, and the keys with which they do. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
