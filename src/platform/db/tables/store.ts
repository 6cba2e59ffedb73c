import type { Bytes } from './columns.ts';

export interface IdempotencyKeysTable {
  /** User id, or the network address for a public operation. */
  owner: string;
  operation_id: string;
  key: string;
  /** Which request holds the key: one that took over from a node that died has another. */
  claim: string;
  body_hash: Bytes;
  /** Null while the first request is still running. */
  status: number | null;
  /** Encrypted, because an answer may hold a code. */
  response_encrypted: Bytes | null;
  created_at: Date;
  /** Set in the transaction of the work itself: from here on the work is done, even if its answer was lost. */
  committed_at: Date | null;
}

export interface RateWindowsTable {
  bucket: string;
  window_start: Date;
  hits: number;
}

/** A file that is on its way to somebody. */
export interface RunningFilesTable {
  id: string;
  /** User id, or the network address for a public operation. */
  owner: string;
  operation_id: string;
  /** Its node says before this time that it goes on; else it is over. */
  goes_on_until: Date;
}

/** Facts about the store itself: `rehearsal`, `store_id`. */
export interface StoreFactsTable {
  name: string;
  value: string;
}
