import { sql } from 'kysely';
import type { Tier } from '#contract/common.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainArray } from '#platform/db/plain-array.ts';

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

/** The next planned rows behind a position, in the order of the list. */
export async function plannedRows(
  executor: Executor,
  batchId: string,
  part: { after: number; limit: number },
): Promise<PlannedRow[]> {
  const { rows } = await sql<PlannedRow>`
    select position, email, tier from batch_rows
    where batch_id = ${batchId}::uuid and state = 'planned' and position > ${part.after}::integer
    order by position limit ${part.limit}::integer`.execute(executor);
  return rows;
}

export async function hasPlannedRows(transaction: Executor, batchId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from batch_rows where batch_id = ${batchId}::uuid and state = 'planned') as found`.execute(
    transaction,
  );
  return rows[0]?.found ?? false;
}

/** Notes which invitation each planned row became. Gives how many there were. */
export async function markCreated(
  transaction: Executor,
  batchId: string,
  rows: readonly { position: number; invitationId: string }[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const result = await sql`
    update batch_rows set state = 'created', error = null, invitation_id = made.invitation_id
    from unnest(${plainArray(rows.map((row) => String(row.position)))}::integer[], ${plainArray(rows.map((row) => row.invitationId))}::uuid[])
      as made(position, invitation_id)
    where batch_rows.batch_id = ${batchId}::uuid and batch_rows.position = made.position and batch_rows.state = 'planned'`.execute(
    transaction,
  );
  return Number(result.numAffectedRows ?? 0);
}

/** Notes which planned rows failed, and why. Gives how many there were. */
export async function markFailed(
  transaction: Executor,
  batchId: string,
  rows: readonly { position: number; error: string }[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const result = await sql`
    update batch_rows set state = 'failed', error = failed.error
    from unnest(${rows.map((row) => row.position)}::integer[], ${rows.map((row) => row.error)}::text[])
      as failed(position, error)
    where batch_rows.batch_id = ${batchId}::uuid and batch_rows.position = failed.position and batch_rows.state = 'planned'`.execute(
    transaction,
  );
  return Number(result.numAffectedRows ?? 0);
}
