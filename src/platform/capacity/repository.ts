import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';

export async function writeCapacity(
  transaction: Executor,
  change: { capacity: number; overbooking: number },
): Promise<void> {
  await transaction
    .updateTable('seats')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', 1)
    .execute();
}
