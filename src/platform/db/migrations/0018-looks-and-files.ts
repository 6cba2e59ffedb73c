import { type Kysely, sql } from 'kysely';

const statements = [
  // Which look it was, by the viewer's own name for it: one that is asked for again because its answer was lost is no other.
  `alter table member_view_looks add column look_id uuid`,
  // Files on their way, on whatever node: each says again and again that it goes on, so a node that died holds no place.
  `create unlogged table running_files (
    id uuid primary key,
    owner text not null,
    operation_id text not null,
    goes_on_until timestamptz not null
  )`,
];

/** A look whose answer was lost is written down once; files that are made at once are counted. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
