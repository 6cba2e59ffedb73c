import { randomUUID } from 'node:crypto';
import type { Executor } from '#platform/db/open.ts';
import type { UserTokensTable } from '#platform/db/tables/auth.ts';

export type TokenPurpose = UserTokensTable['purpose'];

export interface NewUserToken {
  userId: string | null;
  purpose: TokenPurpose;
  hash: Buffer;
  at: Date;
  expiresAt: Date;
}

/** Stores a mailed token; older ones of the same person and purpose stop working. */
export async function replaceUserToken(transaction: Executor, token: NewUserToken): Promise<void> {
  await transaction
    .updateTable('user_tokens')
    .set({ used_at: token.at })
    .where('purpose', '=', token.purpose)
    .where('user_id', token.userId === null ? 'is' : '=', token.userId)
    .where('used_at', 'is', null)
    .execute();
  await transaction
    .insertInto('user_tokens')
    .values({
      id: randomUUID(),
      user_id: token.userId,
      purpose: token.purpose,
      token_hash: token.hash,
      created_at: token.at,
      expires_at: token.expiresAt,
      used_at: null,
    })
    .execute();
}

/** Uses a token up. The guard is in the statement, so that two at once can't both have it. */
export async function spendUserToken(
  transaction: Executor,
  purpose: TokenPurpose,
  hash: Buffer,
  at: Date,
): Promise<{ userId: string | null } | null> {
  const row = await transaction
    .updateTable('user_tokens')
    .set({ used_at: at })
    .where('token_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .returning('user_id')
    .executeTakeFirst();
  return row ? { userId: row.user_id } : null;
}

/** Whose token this is, while it still can be spent. */
export function findUserToken(
  executor: Executor,
  purpose: TokenPurpose,
  hash: Buffer,
  at: Date,
): Promise<{ id: string; email: string; username: string | null; full_name: string } | undefined> {
  return executor
    .selectFrom('user_tokens')
    .innerJoin('users', 'users.id', 'user_tokens.user_id')
    .select(['users.id', 'users.email', 'users.username', 'users.full_name'])
    .where('user_tokens.token_hash', '=', hash)
    .where('user_tokens.purpose', '=', purpose)
    .where('user_tokens.used_at', 'is', null)
    .where('user_tokens.expires_at', '>', at)
    .where('users.deleted_at', 'is', null)
    .executeTakeFirst();
}

/** Links that would set another password stop working. */
export async function voidResetLinks(transaction: Executor, userId: string, at: Date): Promise<void> {
  await transaction
    .updateTable('user_tokens')
    .set({ used_at: at })
    .where('user_id', '=', userId)
    .where('purpose', '=', 'reset_password')
    .where('used_at', 'is', null)
    .execute();
}

/** Mailed links of a person stop working. */
export async function voidUserTokens(transaction: Executor, userId: string, at: Date): Promise<void> {
  await transaction
    .updateTable('user_tokens')
    .set({ used_at: at })
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute();
}
