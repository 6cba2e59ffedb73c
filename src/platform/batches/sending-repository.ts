import { sql } from 'kysely';
import type { Tier } from '#contract/common.ts';
import type { Executor } from '#platform/db/open.ts';

/** The batch whose turn it is: the one that was approved first. */
export async function nextBatchToSend(executor: Executor): Promise<string | null> {
  const row = await executor
    .selectFrom('batches')
    .select('id')
    .where('status', 'in', ['approved', 'sending'])
    .orderBy('decided_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export interface PlannedRow {
  position: number;
  email: string;
  tier: Tier;
}

/** The next planned rows in the order of the list. */
export async function plannedRows(transaction: Executor, batchId: string, limit: number): Promise<PlannedRow[]> {
  const { rows } = await sql<PlannedRow>`
    select position, email, tier from batch_rows
    where batch_id = ${batchId}::uuid and state = 'planned' order by position limit ${limit}::integer`.execute(
    transaction,
  );
  return rows;
}

/** Notes which invitation each row became. */
export async function markCreated(
  transaction: Executor,
  batchId: string,
  rows: readonly { position: number; invitationId: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update batch_rows set state = 'created', error = null, invitation_id = made.invitation_id
    from unnest(${rows.map((row) => row.position)}::integer[], ${rows.map((row) => row.invitationId)}::uuid[])
      as made(position, invitation_id)
    where batch_rows.batch_id = ${batchId}::uuid and batch_rows.position = made.position`.execute(transaction);
}

/** Notes which rows failed, and why. */
export async function markFailed(
  transaction: Executor,
  batchId: string,
  rows: readonly { position: number; error: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update batch_rows set state = 'failed', error = failed.error
    from unnest(${rows.map((row) => row.position)}::integer[], ${rows.map((row) => row.error)}::text[])
      as failed(position, error)
    where batch_rows.batch_id = ${batchId}::uuid and batch_rows.position = failed.position`.execute(transaction);
}
