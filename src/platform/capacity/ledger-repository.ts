import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';

export interface Seats {
  capacity: number;
  overbooking: number;
  reserved: number;
  used: number;
  /** Counts the changes of capacity and overbooking. */
  version: number;
  /** What may still be invited: floor(capacity * overbooking) - reserved - used. */
  free: number;
}

/** Reads the ledger; with `lock`, nobody else changes it until the transaction ends. Lock it before anything else. */
export async function readSeats(executor: Executor, options: { lock: boolean } = { lock: false }): Promise<Seats> {
  let query = executor
    .selectFrom('seats')
    .select(['capacity', 'overbooking', 'reserved', 'used', 'version'])
    .where('id', '=', 1);
  if (options.lock) query = query.forUpdate();
  const row = await query.executeTakeFirstOrThrow();
  return { ...row, free: Math.max(0, Math.floor(row.capacity * row.overbooking) - row.reserved - row.used) };
}

/**
 * Moves seats: a positive `reserved` takes free seats, a negative one gives them back. The guard is in the statement,
 * so that it holds however many run at once.
 *
 * @returns false when there are not enough seats; nothing was changed then
 */
export async function moveSeats(executor: Executor, change: { reserved?: number; used?: number }): Promise<boolean> {
  const reserved = change.reserved ?? 0;
  const used = change.used ?? 0;
  const result = await executor
    .updateTable('seats')
    .set({ reserved: sql`reserved + ${reserved}`, used: sql`used + ${used}` })
    .where('id', '=', 1)
    .where(sql<boolean>`reserved + ${reserved} >= 0 and used + ${used} between 0 and capacity`)
    .where(
      sql<boolean>`(${reserved + used} <= 0 or reserved + used + ${reserved + used} <= floor(capacity * overbooking))`,
    )
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
