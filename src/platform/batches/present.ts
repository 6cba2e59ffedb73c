import type { ApprovalPolicy, Batch, BatchRow } from '#contract/batches.ts';
import type { ActorRef } from '#contract/common.ts';
import { approvalsNeeded } from './plan.ts';
import type { BatchView, PersonColumns, RowView } from './repository.ts';

/** A batch as the contract shows it. Until it is decided, the policy of today is what will apply to it. */
export function presentBatch(batch: BatchView, policy: ApprovalPolicy): Batch {
  const open = batch.status === 'draft' || batch.status === 'submitted';
  return {
    id: batch.id,
    name: batch.name,
    status: batch.status,
    author: actor(batch.author),
    created_at: batch.created_at.toISOString(),
    submitted_by: batch.submitter && actor(batch.submitter),
    submitted_at: time(batch.submitted_at),
    decided_by: batch.decider && actor(batch.decider),
    decided_at: time(batch.decided_at),
    reject_reason: batch.reject_reason,
    plan_hash: batch.plan_hash,
    counts: {
      ...batch.plan_counts,
      created: batch.created_count,
      failed: batch.failed_count,
      ...batch.delivery,
    },
    approvals: batch.approvals.map((approval) => ({ admin: actor(approval.admin), at: approval.at.toISOString() })),
    approvals_needed: open ? approvalsNeeded(policy, batch.plan_counts) : batch.approvals_needed,
    four_eyes: open ? policy.four_eyes : batch.four_eyes,
    sending_started_at: time(batch.sending_started_at),
    sent_at: time(batch.sent_at),
  };
}

export function presentRow(row: RowView): BatchRow {
  const { batch_id: _batchId, ...shown } = row;
  return shown;
}

function actor(person: PersonColumns): ActorRef {
  return { id: person.id, name: person.full_name, role: person.role };
}

function time(value: Date | null): string | null {
  return value?.toISOString() ?? null;
}
