import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';

/** A stored code that one of the asked hashes belongs to. */
export interface KnownCode {
  /** Hex of the hash. */
  hash: string;
  invitation_id: string;
  /** When a newer code took its place; null for the code that counts. */
  voided_at: Date | null;
}

/** Finds codes by their hashes, present and voided ones, in one query however many are asked for. */
export async function findCodes(executor: Executor, hashes: readonly Buffer[]): Promise<KnownCode[]> {
  if (hashes.length === 0) return [];
  const wanted = hashes.map((hash) => hash.toString('hex'));
  // An array and not a join: the planner then probes the index for each hash, however large the table is.
  const { rows } = await sql<KnownCode>`
    with wanted as (select array_agg(decode(hash, 'hex')) as hashes from unnest(${wanted}::text[]) as wanted(hash))
    select encode(code_hash, 'hex') as hash, id as invitation_id, null::timestamptz as voided_at
    from invitations where code_hash = any((select hashes from wanted)::bytea[])
    union all
    select encode(code_hash, 'hex'), invitation_id, voided_at
    from voided_codes where code_hash = any((select hashes from wanted)::bytea[])`.execute(executor);
  return rows;
}
