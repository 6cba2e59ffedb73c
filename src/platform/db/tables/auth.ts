import type { Generated } from 'kysely';
import type { AnomalyRule } from '#contract/user-sessions.ts';
import type { Bytes, Json } from './columns.ts';

export interface SessionsTable {
  id: string;
  user_id: string;
  device: string | null;
  user_agent: string | null;
  address: string | null;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  revoked_reason: string | null;
  /** Null where the platform ended it itself. */
  revoked_by: Generated<string | null>;
}

/** A try to sign in to a known account. */
export interface SignInsTable {
  id: string;
  user_id: string;
  at: Date;
  outcome: 'succeeded' | 'failed';
  reason: string | null;
  device: string | null;
  user_agent: string | null;
  address: string | null;
  two_step: boolean;
  session_id: string | null;
}

export interface SessionAnomaliesTable {
  id: string;
  user_id: string;
  session_id: string | null;
  rule: AnomalyRule;
  at: Date;
  details: Json<Record<string, string | number | null>>;
}

export interface RefreshTokensTable {
  id: string;
  session_id: string;
  token_hash: Bytes;
  created_at: Date;
  expires_at: Date;
  /** Set when it was exchanged; `successor_id` is what it was exchanged for. */
  used_at: Date | null;
  successor_id: string | null;
}

export interface UserTokensTable {
  id: string;
  user_id: string | null;
  purpose: 'verify_email' | 'reset_password' | 'first_admin';
  token_hash: Bytes;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}
