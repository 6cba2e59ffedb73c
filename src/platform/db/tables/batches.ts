import type { ColumnType, Generated } from 'kysely';
import type { BatchCounts, BatchStatus, RowClass, RowState } from '#contract/batches.ts';
import type { Tier } from '#contract/common.ts';

/** What a dry run counts; the rest of a batch's counts comes from its sending. */
export type PlanCounts = Omit<BatchCounts, 'created' | 'failed' | 'queued' | 'delivered' | 'kept' | 'undelivered'>;

export interface BatchesTable {
  id: string;
  name: string;
  status: BatchStatus;
  author_id: string;
  created_at: Date;
  updated_at: Date;
  submitted_by: string | null;
  submitted_at: Date | null;
  decided_by: string | null;
  decided_at: Date | null;
  reject_reason: string | null;
  plan_hash: string;
  /** Counts the plans of this batch; each is in `batch_plans`. */
  plan_version: Generated<number>;
  plan_counts: ColumnType<PlanCounts, string, string>;
  /** How many rows became invitations or failed, kept up by the sending job. */
  created_count: Generated<number>;
  failed_count: Generated<number>;
  approvals_needed: number;
  four_eyes: boolean;
  /** Seats taken from the ledger at approval and not yet turned into invitations. */
  seats_held: number;
  sending_started_at: Date | null;
  sent_at: Date | null;
}

export interface BatchRowsTable {
  batch_id: string;
  position: number;
  raw_email: string;
  email: string | null;
  tier: Tier | null;
  class: RowClass;
  reason: string | null;
  state: RowState;
  error: string | null;
  invitation_id: string | null;
}

export interface BatchPlansTable {
  batch_id: string;
  version: number;
  plan_hash: string;
  made_at: Date;
}

/** What a row was classed as before the plan of this version. */
export interface BatchPlanChangesTable {
  batch_id: string;
  version: number;
  position: number;
  class_before: RowClass;
}

export interface BatchApprovalsTable {
  batch_id: string;
  admin_id: string;
  plan_hash: string;
  approved_at: Date;
}

/** One row. */
export interface ApprovalPolicyTable {
  id: number;
  four_eyes: boolean;
  quorum_seats: number;
  quorum_enterprise_seats: number;
  version: Generated<number>;
}
