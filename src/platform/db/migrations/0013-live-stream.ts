import { type Kysely, sql } from 'kysely';

const statements = [
  // Positions are taken by whoever holds this row until they commit, so they become visible in their order and without
  // a gap: who has read up to one has missed nothing before it. A sequence would promise neither.
  `create table live_head (
    id integer primary key check (id = 1),
    position bigint not null
  )`,
  `insert into live_head (id, position) values (1, 0)`,
  `create table live_stretches (
    position bigint primary key,
    at timestamptz not null,
    noted_at timestamptz not null
  )`,
  `create index live_stretches_noted on live_stretches (noted_at)`,

  // Alerts change in many places; every node hears of it when the change has committed, and counts for itself.
  `create function alerts_say_changed() returns trigger language plpgsql as $$
  begin
    perform pg_notify('gatehouse_live', 'alerts');
    return null;
  end $$`,
  `create trigger alerts_changed after insert or delete or update of state on alerts
    for each statement execute function alerts_say_changed()`,
];

/** In which order stretches of points were written, for the stream that goes on where it was cut. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
