import type { Bytes, Json } from './columns.ts';

export interface AuditEntriesTable {
  sequence: number;
  at: Date;
  actor_id: string | null;
  actor_role: string;
  action: string;
  subject_type: string;
  subject_id: string | null;
  details: Json<Record<string, unknown>>;
  /** Personal fields (names, addresses), outside the hash: only their salted commitment is chained. */
  personal: Json<Record<string, unknown> | null> | null;
  personal_salt: Bytes | null;
  personal_commitment: Bytes | null;
  request_id: string | null;
  previous_hash: Bytes;
  hash: Bytes;
}

/** One row: the newest entry. Locked by whoever appends, which is what keeps the sequence without gaps. */
export interface AuditHeadTable {
  id: number;
  sequence: number;
  hash: Bytes;
}
