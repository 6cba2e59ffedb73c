import type { Executor } from '#platform/db/open.ts';

export async function writeCapacity(
  transaction: Executor,
  change: { capacity: number; overbooking: number },
): Promise<void> {
  await transaction.updateTable('seats').set(change).where('id', '=', 1).execute();
}
