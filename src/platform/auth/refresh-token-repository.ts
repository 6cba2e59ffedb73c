import type { Executor } from '#platform/db/open.ts';

export interface RefreshToken {
  id: string;
  session_id: string;
  expires_at: Date;
  used_at: Date | null;
  successor_id: string | null;
}

const columns = ['id', 'session_id', 'expires_at', 'used_at', 'successor_id'] as const;

export function findRefreshToken(executor: Executor, hash: Buffer): Promise<RefreshToken | undefined> {
  return executor.selectFrom('refresh_tokens').select(columns).where('token_hash', '=', hash).executeTakeFirst();
}

export function findRefreshTokenById(executor: Executor, id: string): Promise<RefreshToken | undefined> {
  return executor.selectFrom('refresh_tokens').select(columns).where('id', '=', id).executeTakeFirst();
}

export async function insertRefreshToken(
  transaction: Executor,
  token: { id: string; sessionId: string; hash: Buffer; at: Date; expiresAt: Date },
): Promise<void> {
  await transaction
    .insertInto('refresh_tokens')
    .values({
      id: token.id,
      session_id: token.sessionId,
      token_hash: token.hash,
      created_at: token.at,
      expires_at: token.expiresAt,
      used_at: null,
      successor_id: null,
    })
    .execute();
}

export async function markExchanged(
  transaction: Executor,
  exchange: { id: string; successorId: string; at: Date },
): Promise<void> {
  await transaction
    .updateTable('refresh_tokens')
    .set({ used_at: exchange.at, successor_id: exchange.successorId })
    .where('id', '=', exchange.id)
    .execute();
}
