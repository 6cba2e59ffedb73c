import { type Kysely, sql } from 'kysely';

const states = `('declared', 'investigating', 'identified', 'monitoring', 'resolved')`;

const statements = [
  `create table incidents (
    id uuid primary key,
    version integer not null default 1,
    title text not null,
    severity text not null check (severity in ('P0', 'P1', 'P2')),
    state text not null check (state in ${states}),
    services jsonb not null,
    public boolean not null,
    started_at timestamptz not null,
    resolved_at timestamptz,
    impact text,
    cause text,
    resolution text,
    alert_id uuid,
    declared_by uuid not null references users (id),
    declared_at timestamptz not null,
    updated_at timestamptz not null,
    check ((state = 'resolved') = (resolved_at is not null)),
    check (state <> 'resolved' or resolution is not null),
    check (resolved_at >= started_at)
  )`,
  `create index incidents_newest on incidents (started_at, id)`,
  `create index incidents_open on incidents (started_at) where resolved_at is null`,
  `create index incidents_alert on incidents (alert_id) where alert_id is not null`,
  `create table incident_entries (
    id uuid primary key,
    incident_id uuid not null references incidents (id),
    position integer not null,
    at timestamptz not null,
    kind text not null check (kind in ('declared', 'state', 'update', 'resolved', 'reopened')),
    state text not null check (state in ${states}),
    public boolean not null,
    text text not null,
    created_by uuid not null references users (id),
    unique (incident_id, position)
  )`,
];

/** Incidents and what was said and done about them. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
