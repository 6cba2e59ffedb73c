import type { Generated } from 'kysely';
import type { Tier } from '#contract/common.ts';
import type { Delivery, InvitationStatus } from '#contract/invitations.ts';
import type { Bytes } from './columns.ts';

/** One row. free + reserved + used = floor(capacity * overbooking) for inviting, and used never passes capacity. */
export interface SeatsTable {
  id: number;
  capacity: number;
  overbooking: number;
  reserved: number;
  used: number;
  version: Generated<number>;
}

export interface InvitationsTable {
  id: string;
  code_hash: Bytes;
  code_encrypted: Bytes;
  code_last_four: string;
  email: string;
  tier: Tier;
  status: InvitationStatus;
  delivery: Delivery;
  delivery_reason: string | null;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
  user_id: string | null;
  batch_id: string | null;
  created_by: string | null;
  updated_at: Date;
}

/** Codes that a resend replaced, so that the code doctor can still say whose they were. */
export interface VoidedCodesTable {
  code_hash: Bytes;
  invitation_id: string;
  code_last_four: string;
  voided_at: Date;
}
