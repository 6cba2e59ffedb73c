import type { Role } from '#contract/common.ts';
import type { Executor } from '#platform/db/open.ts';

/** Notes that an address was confirmed; the first time stays. Nothing for a deleted account. */
export function markVerified(
  transaction: Executor,
  userId: string,
  at: Date,
): Promise<{ email: string; role: Role } | undefined> {
  return transaction
    .updateTable('users')
    .set((set) => ({ email_verified_at: set.fn.coalesce('email_verified_at', set.val(at)), updated_at: at }))
    .where('id', '=', userId)
    .where('deleted_at', 'is', null)
    .returning(['email', 'role'])
    .executeTakeFirst();
}

export async function setPassword(
  transaction: Executor,
  userId: string,
  passwordHash: string,
  at: Date,
): Promise<void> {
  await transaction
    .updateTable('users')
    .set({ password_hash: passwordHash, updated_at: at })
    .where('id', '=', userId)
    .execute();
}
