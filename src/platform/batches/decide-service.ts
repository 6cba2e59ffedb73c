import type { ApprovalPolicy } from '#contract/batches.ts';
import type { PlanDrift } from '#contract/problems.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { type AuditEvent, recordAudit } from '#platform/audit/record.ts';
import { moveSeats, readSeats } from '#platform/capacity/ledger-repository.ts';
import type { Executor } from '#platform/db/open.ts';
import type { BatchRecord } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { SignedInContext } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { readPolicy, recordApproval, standingApprovals } from './decision-repository.ts';
import { approvalsNeeded } from './plan.ts';
import { driftSince, type Plan, refreshRows, storePlan, summarisePlan } from './plan-repository.ts';
import { lockBatch, readBatch, updateBatch } from './repository.ts';
import { type BatchAction, explainRefusal, isAllowed } from './states.ts';

/** Runs the dry run again and puts the batch before the admins. */
export async function submitBatch(deps: PlatformDeps, id: string, context: SignedInContext): Promise<void> {
  await decide(deps, id, 'submit', async (transaction, batch, now) => {
    const seats = await readSeats(transaction);
    const policy = await readPolicy(transaction);
    const { plan, changed } = await refreshPlan(transaction, batch, seats.free, now);
    if (plan.counts.ready === 0) {
      throw new ProblemError(
        'state_conflict',
        'No row of this batch is ready, so there is nothing to approve. The draft is kept; its rows say why.',
      );
    }
    await updateBatch(transaction, id, {
      status: 'submitted',
      submitted_by: context.actor.id,
      submitted_at: now,
      updated_at: now,
      four_eyes: policy.four_eyes,
      approvals_needed: approvalsNeeded(policy, plan.counts),
    });
    await record(transaction, now, context, batch, 'batch.submitted', {
      plan_hash: plan.hash,
      counts: plan.counts,
      changed,
    });
  });
}

/**
 * Approves the plan with this hash. The dry run is run again first, with the seats locked: if it gives another plan,
 * the approval is refused with the difference, and the refreshed plan stays for a new review.
 */
export async function approveBatch(
  deps: PlatformDeps,
  id: string,
  planHash: string,
  context: SignedInContext,
): Promise<void> {
  const drift = await decide(deps, id, 'approve', async (transaction, batch, now, seats) => {
    const policy = await readPolicy(transaction, { lock: true });
    requireFourEyes(policy, batch, context.actor.id);
    const { plan, changed } = await refreshPlan(transaction, batch, seats.free, now);
    if (plan.hash !== planHash) {
      const drift = await driftSince(transaction, id, planHash, plan);
      await record(transaction, now, context, batch, 'batch.approval_refused', {
        named_plan_hash: planHash,
        plan_hash: plan.hash,
        counts: plan.counts,
        changed,
      });
      return drift;
    }
    await approvePlan(transaction, batch, plan, policy, context, now);
    return null;
  });
  // Thrown after the commit: the refreshed plan is what the next review needs.
  if (drift) throw new ProblemError('plan_drifted', driftDetail(drift), { drift });
  deps.wakeJobs();
}

async function approvePlan(
  transaction: Executor,
  batch: BatchRecord,
  plan: Plan,
  policy: ApprovalPolicy,
  context: SignedInContext,
  now: Date,
): Promise<void> {
  if (plan.counts.ready === 0) {
    throw new ProblemError('state_conflict', 'No row of this plan is ready. Reject or cancel the batch instead.');
  }
  const earlier = (await standingApprovals(transaction, batch.id, plan.hash)).filter(
    (approval) => !policy.four_eyes || !isOwn(batch, approval.admin_id),
  );
  const needed = approvalsNeeded(policy, plan.counts);
  const own = earlier.find((approval) => approval.admin_id === context.actor.id);
  if (own && earlier.length < needed) {
    throw new ProblemError(
      'state_conflict',
      `You approved this plan at ${own.approved_at.toISOString()}. It needs ${needed} admins, so another one must approve it now.`,
    );
  }
  await recordApproval(transaction, {
    batchId: batch.id,
    adminId: context.actor.id,
    planHash: plan.hash,
    at: now,
  });
  const approvals = earlier.length + (own ? 0 : 1);
  const facts = {
    plan_hash: plan.hash,
    counts: plan.counts,
    approvals,
    approvals_needed: needed,
    four_eyes: policy.four_eyes,
  };
  const terms = { updated_at: now, four_eyes: policy.four_eyes, approvals_needed: needed };
  if (approvals < needed) {
    await updateBatch(transaction, batch.id, terms);
    await record(transaction, now, context, batch, 'batch.approval_recorded', facts);
    return;
  }
  if (!(await moveSeats(transaction, { reserved: plan.counts.ready }))) {
    throw new ProblemError(
      'capacity_exhausted',
      `There are no longer ${plan.counts.ready} free seats. Nothing was approved; the batch stays submitted.`,
    );
  }
  await updateBatch(transaction, batch.id, {
    ...terms,
    status: 'approved',
    decided_by: context.actor.id,
    decided_at: now,
    seats_held: plan.counts.ready,
  });
  await record(transaction, now, context, batch, 'batch.approved', { ...facts, seats_held: plan.counts.ready });
}

/** Refuses the plan, with a reason for its author. */
export async function rejectBatch(
  deps: PlatformDeps,
  id: string,
  reason: string,
  context: SignedInContext,
): Promise<void> {
  await decide(deps, id, 'reject', async (transaction, batch, now) => {
    await updateBatch(transaction, id, {
      status: 'rejected',
      decided_by: context.actor.id,
      decided_at: now,
      reject_reason: reason,
      updated_at: now,
    });
    await record(transaction, now, context, batch, 'batch.rejected', {
      plan_hash: batch.plan_hash,
      counts: batch.plan_counts,
      reason,
    });
  });
}

/** Withdraws a batch that has not begun to send, and returns the seats it holds. */
export async function cancelBatch(deps: PlatformDeps, id: string, context: SignedInContext): Promise<void> {
  await decide(deps, id, 'cancel', async (transaction, batch, now) => {
    if (batch.seats_held > 0) await moveSeats(transaction, { reserved: -batch.seats_held });
    await updateBatch(transaction, id, {
      status: 'cancelled',
      decided_by: context.actor.id,
      decided_at: now,
      seats_held: 0,
      updated_at: now,
    });
    await record(transaction, now, context, batch, 'batch.cancelled', {
      plan_hash: batch.plan_hash,
      counts: batch.plan_counts,
      status_before: batch.status,
      seats_returned: batch.seats_held,
    });
  });
}

/**
 * One decision on a batch, in one transaction: seats and batch are locked (in the order that holds everywhere), and the
 * state is checked under the lock, so that of two decisions at once the second sees what the first did.
 */
export async function decide<Outcome>(
  deps: PlatformDeps,
  id: string,
  action: BatchAction,
  work: (
    transaction: Executor,
    batch: BatchRecord,
    now: Date,
    seats: Awaited<ReturnType<typeof readSeats>>,
  ) => Promise<Outcome>,
): Promise<Outcome> {
  const now = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const seats = await readSeats(transaction, { lock: true });
    const batch = await lockBatch(transaction, id);
    if (!batch) throw notFound('batch');
    if (!isAllowed(action, batch.status)) {
      const view = await readBatch(transaction, id);
      const decidedBy = view?.decider?.full_name ?? null;
      const { status, decided_at: decidedAt, reject_reason: rejectReason } = batch;
      throw new ProblemError('state_conflict', explainRefusal(action, { status, decidedBy, decidedAt, rejectReason }));
    }
    return work(transaction, batch, now, seats);
  });
}

async function refreshPlan(
  transaction: Executor,
  batch: BatchRecord,
  freeSeats: number,
  now: Date,
): Promise<{ plan: Plan; changed: number }> {
  const changed = await refreshRows(transaction, batch, freeSeats);
  const plan = await summarisePlan(transaction, batch);
  if (changed > 0) await storePlan(transaction, { id: batch.id, version: batch.plan_version + 1 }, plan, now);
  return { plan, changed };
}

function isOwn(batch: BatchRecord, adminId: string): boolean {
  return batch.author_id === adminId || batch.submitted_by === adminId;
}

function requireFourEyes(policy: ApprovalPolicy, batch: BatchRecord, adminId: string): void {
  if (!policy.four_eyes || !isOwn(batch, adminId)) return;
  const part = batch.author_id === adminId ? 'made' : 'submitted';
  throw new ProblemError(
    'four_eyes',
    `You ${part} this batch, so another admin must approve it. Nothing was changed; it stays submitted.`,
  );
}

function driftDetail(drift: PlanDrift): string {
  const what =
    drift.changed === 0
      ? 'The plan you named is not the present plan of this batch.'
      : `${drift.changed} ${drift.changed === 1 ? 'row is' : 'rows are'} no longer planned as you reviewed them.`;
  return `${what} Nothing was approved; the batch stays submitted with the present plan. Review it and approve that one.`;
}

/** One entry about a batch, in the name of whoever decided. */
export async function record(
  transaction: Executor,
  now: Date,
  context: SignedInContext,
  batch: BatchRecord,
  action: AuditEvent['action'],
  details: Record<string, unknown>,
): Promise<void> {
  await recordAudit(transaction, now, auditActorOf(context), [
    { action, subjectType: 'batch', subjectId: batch.id, details, personal: { subject_name: batch.name } },
  ]);
}
