import { type Kysely, sql } from 'kysely';

const statements = [
  // A version is put into use once, by the node that starts with it first.
  `create table deployments (
    id uuid primary key,
    version text not null unique,
    at timestamptz not null,
    node text not null,
    deployed_by text
  )`,
  `create index deployments_at on deployments (at)`,
  // Charts ask for batches by when they were sent.
  `create index batches_sending on batches (sending_started_at) where sending_started_at is not null`,
];

/** Which version of the platform was put into use when, and by whom. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
