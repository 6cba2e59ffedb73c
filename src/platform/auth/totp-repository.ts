import type { Executor } from '#platform/db/open.ts';

/**
 * Notes the step of an accepted code, so that it works once. The guard is in the statement, so that the same code sent
 * twice at once is taken once.
 *
 * @returns false when this step or a later one was used already
 */
export async function acceptTotpStep(transaction: Executor, userId: string, step: number): Promise<boolean> {
  const result = await transaction
    .updateTable('users')
    .set({ totp_last_step: step })
    .where('id', '=', userId)
    .where((where) => where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Stores a secret that counts only once it is confirmed. */
export async function storeTotpSecret(
  transaction: Executor,
  userId: string,
  encrypted: Buffer,
  at: Date,
): Promise<void> {
  await transaction
    .updateTable('users')
    .set({ totp_secret_encrypted: encrypted, totp_enabled_at: null, totp_last_step: null, updated_at: at })
    .where('id', '=', userId)
    .execute();
}

export async function enableTotp(transaction: Executor, userId: string, at: Date): Promise<void> {
  await transaction
    .updateTable('users')
    .set({ totp_enabled_at: at, updated_at: at })
    .where('id', '=', userId)
    .execute();
}

export async function clearTotp(transaction: Executor, userId: string, at: Date): Promise<void> {
  await transaction
    .updateTable('users')
    .set({ totp_secret_encrypted: null, totp_enabled_at: null, totp_last_step: null, updated_at: at })
    .where('id', '=', userId)
    .execute();
}
