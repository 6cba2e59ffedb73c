import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Role, Tier } from '#contract/common.ts';
import type { ProblemKind } from '#contract/problems.ts';
import type { BulkAction } from '#contract/user-bulk.ts';
import type { TierPlan } from '#contract/user-tiers.ts';
import type { UserState } from '#contract/users.ts';
import type { Bytes, Json } from './columns.ts';

export interface UsersTable {
  id: string;
  email: string;
  username: string | null;
  full_name: string;
  company: string | null;
  role: Role;
  state: Generated<UserState>;
  password_hash: string;
  email_verified_at: Date | null;
  totp_secret_encrypted: Bytes | null;
  totp_enabled_at: Date | null;
  /** The last 30-second step that was accepted, so that a code works once. */
  totp_last_step: number | null;
  is_beta_user: Generated<boolean>;
  beta_tier: Tier | null;
  beta_activated_at: Date | null;
  created_at: Date;
  updated_at: Date;
  last_seen_at: Date | null;
  deleted_at: Date | null;
  version: Generated<number>;
  suspended_at: Date | null;
  suspended_reason: string | null;
  /** With a deleted account: when its personal data goes. */
  purge_at: Date | null;
  purged_at: Date | null;
  /** What a search compares; the database makes it. */
  search_text: ColumnType<string, never, never>;
}

export interface UserNotesTable {
  id: string;
  user_id: string;
  author_id: string;
  body: string;
  created_at: Date;
}

export interface TierPlansTable {
  tier: Tier;
  /** A month, after the beta. */
  price_usd_micros: number;
  features: Json<string[]>;
  limits: Json<TierPlan['limits']>;
}

export interface TierChangesTable {
  id: string;
  user_id: string;
  from_tier: Tier;
  to_tier: Tier;
  reason: string | null;
  changed_by: string | null;
  changed_at: Date;
  /** The change that this one took back. */
  undoes: string | null;
  undone_at: Date | null;
  /** In the order in which they were made. */
  position: GeneratedAlways<number>;
}

export interface BulkRunsTable {
  id: string;
  action: BulkAction;
  tier: Tier | null;
  reason: string;
  actor_id: string;
  request_id: string | null;
  created_at: Date;
  finished_at: Date | null;
  total: number;
  done: Generated<number>;
  refused: Generated<number>;
}

export interface BulkRowsTable {
  run_id: string;
  position: number;
  user_id: string;
  state: Generated<'waiting' | 'done' | 'refused'>;
  problem_kind: ProblemKind | null;
  problem_detail: string | null;
}

export interface SubscriptionsTable {
  id: string;
  user_id: string;
  is_beta: boolean;
  tier: Tier;
  price_usd_micros: number;
  starts_at: Date;
  ends_at: Date;
}

export interface LicencesTable {
  id: string;
  user_id: string;
  subscription_id: string;
  licence_key: string;
  issued_at: Date;
  expires_at: Date;
}
