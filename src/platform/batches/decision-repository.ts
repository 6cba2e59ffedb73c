import { sql } from 'kysely';
import type { ApprovalPolicy, ApprovalPolicySetting } from '#contract/batches.ts';
import type { Executor } from '#platform/db/open.ts';

/** The policy; with `lock`, nobody else changes it until the transaction ends. */
export async function readPolicy(
  executor: Executor,
  options: { lock: boolean } = { lock: false },
): Promise<ApprovalPolicySetting> {
  const query = executor
    .selectFrom('approval_policy')
    .select(['four_eyes', 'quorum_seats', 'quorum_enterprise_seats', 'version'])
    .where('id', '=', 1);
  return (options.lock ? query.forUpdate() : query).executeTakeFirstOrThrow();
}

export async function updatePolicy(transaction: Executor, policy: ApprovalPolicy): Promise<void> {
  await transaction
    .updateTable('approval_policy')
    .set({ ...policy, version: sql`version + 1` })
    .where('id', '=', 1)
    .execute();
}

export interface Approval {
  admin_id: string;
  approved_at: Date;
}

/** Approvals of a plan by people who are still active admins. */
export function standingApprovals(transaction: Executor, batchId: string, planHash: string): Promise<Approval[]> {
  return transaction
    .selectFrom('batch_approvals')
    .innerJoin('users', 'users.id', 'batch_approvals.admin_id')
    .select(['admin_id', 'approved_at'])
    .where('batch_id', '=', batchId)
    .where('plan_hash', '=', planHash)
    .where('users.role', '=', 'admin')
    .where('users.state', '=', 'active')
    .execute();
}

/** Notes an approval; one that this admin gave to an earlier plan is replaced. */
export async function recordApproval(
  transaction: Executor,
  approval: { batchId: string; adminId: string; planHash: string; at: Date },
): Promise<void> {
  const { batchId, adminId, planHash, at } = approval;
  await transaction
    .insertInto('batch_approvals')
    .values({ batch_id: batchId, admin_id: adminId, plan_hash: planHash, approved_at: at })
    .onConflict((conflict) =>
      conflict.columns(['batch_id', 'admin_id']).doUpdateSet({ plan_hash: planHash, approved_at: at }),
    )
    .execute();
}

/** Plans the failed rows of a batch again. */
export async function replanFailedRows(transaction: Executor, batchId: string): Promise<number> {
  const result = await transaction
    .updateTable('batch_rows')
    .set({ state: 'planned', error: null })
    .where('batch_id', '=', batchId)
    .where('state', '=', 'failed')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/**
 * Queues the failed and bounced mails of a batch again. Left out are mails whose code is void by now: the invitation is no longer
 * pending, or a newer mail brought another code.
 */
export async function requeueFailedMails(transaction: Executor, batchId: string, at: Date): Promise<number> {
  const result = await sql`
    with requeued as (
      update outbox_mails set status = 'queued', attempts = 0, next_attempt_at = ${at}, last_error = null
      from invitations
      where outbox_mails.batch_id = ${batchId}::uuid and outbox_mails.status in ('failed', 'bounced')
        and invitations.id = outbox_mails.invitation_id and invitations.status = 'pending'
        and not exists (select from outbox_mails as newer where newer.invitation_id = outbox_mails.invitation_id
          and (newer.created_at, newer.id) > (outbox_mails.created_at, outbox_mails.id))
      returning outbox_mails.invitation_id
    )
    update invitations set delivery = 'queued', delivery_reason = null, updated_at = ${at}
    from requeued where invitations.id = requeued.invitation_id`.execute(transaction);
  return Number(result.numAffectedRows ?? 0);
}
