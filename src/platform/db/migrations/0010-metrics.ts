import { type Kysely, sql } from 'kysely';

const finite = (column: string) => `check (${column} > '-infinity' and ${column} < 'infinity')`;

const statements = [
  // Series are read along their time; NaN sorts above infinity, so the checks refuse it too.
  `create table metric_points (
    resolution integer not null,
    name text not null,
    label text not null,
    at timestamptz not null,
    node text not null,
    count bigint not null check (count > 0),
    sum double precision not null ${finite('sum')},
    min double precision not null ${finite('min')},
    max double precision not null ${finite('max')},
    histogram bytea,
    primary key (resolution, name, label, at, node)
  )`,
  // For adding up a stretch of all series, and for forgetting what is old.
  `create index metric_points_at on metric_points (resolution, at)`,

  // Nothing here is unique: whoever notes that something changed must never wait for another who does.
  `create table metric_stale (
    id bigint generated always as identity primary key,
    source text not null check (source in ('points', 'gateway')),
    resolution integer not null,
    at timestamptz not null
  )`,

  `create table platform_nodes (
    name text primary key,
    started_at timestamptz not null,
    last_at timestamptz not null
  )`,

  `create table probes (
    service text primary key,
    state text not null check (state in ('up', 'down')),
    since timestamptz not null,
    checked_at timestamptz not null,
    detail text,
    certificate_expires_at timestamptz
  )`,
  `create table probe_states (
    service text not null,
    at timestamptz not null,
    state text not null check (state in ('up', 'down', 'unknown')),
    detail text,
    primary key (service, at)
  )`,
];

/** What the platform measures of itself, at four resolutions, and what probes found. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
