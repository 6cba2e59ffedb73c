import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';

/** Removes counters of windows that ended long ago. */
export async function forgetRateWindowsBefore(executor: Executor, before: Date): Promise<void> {
  await executor.deleteFrom('rate_windows').where('window_start', '<', before).execute();
}

/** Removes refresh tokens that lapsed long ago; their sessions stay as history. A thousand at most. */
export async function forgetRefreshTokensBefore(executor: Executor, before: Date): Promise<number> {
  const result = await executor
    .deleteFrom('refresh_tokens')
    .where(sql<boolean>`id = any(array(select id from refresh_tokens where expires_at < ${before} limit 1000))`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Removes mailed tokens that lapsed long ago. A thousand at most. */
export async function forgetUserTokensBefore(executor: Executor, before: Date): Promise<number> {
  const result = await executor
    .deleteFrom('user_tokens')
    .where(sql<boolean>`id = any(array(select id from user_tokens where expires_at < ${before} limit 1000))`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
