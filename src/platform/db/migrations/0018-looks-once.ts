import { type Kysely, sql } from 'kysely';

const statements = [
  // Which look it was, by the viewer's own name for it: one that is asked for again because its answer was lost is no other.
  `alter table member_view_looks add column look_id uuid`,
];

/** A look whose answer was lost is written down once. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
