import { timingSafeEqual } from 'node:crypto';
import type { Executor } from '#platform/db/open.ts';
import type { InvitationRow } from '#platform/db/schema.ts';
import type { LicencesTable, SubscriptionsTable } from '#platform/db/tables/users.ts';

/** An invitation by the hash of its code; within a transaction nobody else can use it up meanwhile. */
export async function findByCodeHash(
  executor: Executor,
  hash: Buffer,
  options: { lock: boolean },
): Promise<InvitationRow | undefined> {
  let query = executor.selectFrom('invitations').selectAll().where('code_hash', '=', hash);
  if (options.lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row && timingSafeEqual(hash, row.code_hash) ? row : undefined;
}

/** True for a code that a resend replaced. */
export async function isVoided(executor: Executor, hash: Buffer): Promise<boolean> {
  const row = await executor
    .selectFrom('voided_codes')
    .select('invitation_id')
    .where('code_hash', '=', hash)
    .executeTakeFirst();
  return row !== undefined;
}

export async function markUsed(transaction: Executor, id: string, userId: string, at: Date): Promise<void> {
  await transaction
    .updateTable('invitations')
    .set({ status: 'used', used_at: at, user_id: userId, updated_at: at })
    .where('id', '=', id)
    .execute();
}

export async function insertSubscription(transaction: Executor, row: SubscriptionsTable): Promise<void> {
  await transaction.insertInto('subscriptions').values(row).execute();
}

export async function insertLicence(transaction: Executor, row: LicencesTable): Promise<void> {
  await transaction.insertInto('licences').values(row).execute();
}

/** The onboarding begins with the account; its first step is offered next. */
export async function insertOnboarding(transaction: Executor, userId: string, at: Date): Promise<void> {
  await transaction
    .insertInto('onboarding')
    .values({
      user_id: userId,
      next_step: 'welcome',
      steps_done: 0,
      started_at: at,
      completed_at: null,
      updated_at: at,
      since: at,
    })
    .execute();
}
