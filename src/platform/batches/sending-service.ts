import { type AuditEvent, recordAudit, systemAuditActor } from '#platform/audit/record.ts';
import { moveSeats, readSeats } from '#platform/capacity/ledger-repository.ts';
import type { Executor } from '#platform/db/open.ts';
import type { BatchRecord } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { createInvitations, draftInvitations, type RefusalReason } from '#platform/invitations/bulk-repository.ts';
import { type BatchChange, lockBatch, updateBatch } from './repository.ts';
import { markCreated, markFailed, nextBatchToSend, type PlannedRow, plannedRows } from './sending-repository.ts';
import { isAllowed } from './states.ts';

/** Rows of one commit. Large enough that the commit costs little, small enough that nobody waits long behind it. */
export const chunkRows = 1000;

const refusalReasons: Record<RefusalReason, string> = {
  already_user: 'The address became a user after the approval. Its seat was returned.',
  already_invited: 'The address was invited elsewhere after the approval. Its seat was returned.',
};

/**
 * Makes the next chunk of invitations of the batch whose turn it is. Everything of a chunk is in one commit (rows,
 * invitations, mails, seats, audit), so being cut off anywhere loses the chunk and nothing else, and nothing is made twice.
 *
 * @returns true when there may be more to send
 */
export async function sendNextChunk(deps: PlatformDeps): Promise<boolean> {
  const batchId = await nextBatchToSend(deps.database);
  if (batchId === null) return false;
  await sendRows(deps, batchId, chunkRows);
  deps.wakeJobs();
  return true;
}

/** Sends up to so many rows. If the store refuses their data, fewer are tried, until the one that is to blame fails alone. */
async function sendRows(deps: PlatformDeps, batchId: string, limit: number): Promise<void> {
  try {
    await inChunk(deps, batchId, limit, (transaction, batch, rows, now) =>
      inviteRows(deps, transaction, batch, rows, now),
    );
  } catch (error) {
    const code = refusedDataCode(error);
    if (code === null) throw error;
    deps.log.warn('batch_rows_refused', { batch_id: batchId, rows: limit, sqlstate: code });
    if (limit > 1) return sendRows(deps, batchId, Math.ceil(limit / 10));
    const message = `The platform could not make this invitation (database error ${code}). Its seat was returned.`;
    await inChunk(deps, batchId, 1, async (_transaction, _batch, rows) => ({
      created: [],
      failed: rows.map(({ position }) => ({ position, error: message })),
      audit: [],
    }));
  }
}

interface ChunkOutcome {
  created: { position: number; invitationId: string }[];
  failed: { position: number; error: string }[];
  audit: AuditEvent[];
}

type ChunkWork = (
  transaction: Executor,
  batch: BatchRecord,
  rows: readonly PlannedRow[],
  now: Date,
) => Promise<ChunkOutcome>;

async function inChunk(deps: PlatformDeps, batchId: string, limit: number, work: ChunkWork): Promise<void> {
  const now = deps.clock.now();
  await deps.database.transaction().execute(async (transaction) => {
    await readSeats(transaction, { lock: true });
    const batch = await lockBatch(transaction, batchId);
    // Cancelled since we looked, or another node was faster: the lock on the batch decides.
    if (!batch || !isAllowed('send', batch.status)) return;
    const rows = await plannedRows(transaction, batchId, limit);
    const outcome =
      rows.length === 0 ? { created: [], failed: [], audit: [] } : await work(transaction, batch, rows, now);
    await markCreated(transaction, batchId, outcome.created);
    await markFailed(transaction, batchId, outcome.failed);
    if (outcome.failed.length > 0) await moveSeats(transaction, { reserved: -outcome.failed.length });
    const change = progress(batch, outcome, rows.length < limit, now);
    await updateBatch(transaction, batchId, change);
    await recordAudit(transaction, now, systemAuditActor, [
      ...(batch.status === 'approved' ? [event(batch, 'batch.sending_started', { plan_hash: batch.plan_hash })] : []),
      ...outcome.audit,
      ...(rows.length > 0 ? [event(batch, 'batch.chunk_sent', chunkFacts(rows, outcome))] : []),
      ...(change.status === 'sent'
        ? [event(batch, 'batch.sent', { created: change.created_count, failed: change.failed_count })]
        : []),
    ]);
  });
}

async function inviteRows(
  deps: PlatformDeps,
  transaction: Executor,
  batch: BatchRecord,
  rows: readonly PlannedRow[],
  now: Date,
): Promise<ChunkOutcome> {
  const origin = { at: now, createdBy: batch.author_id, batchId: batch.id };
  const result = await createInvitations(transaction, deps, draftInvitations(deps, rows), origin);
  const positions = new Map(rows.map((row) => [row.email, row.position]));
  const positionOf = (email: string) => positions.get(email) ?? 0;
  return {
    created: result.created.map((made) => ({ position: positionOf(made.email), invitationId: made.id })),
    failed: result.refused.map((row) => ({ position: positionOf(row.email), error: refusalReasons[row.reason] })),
    audit: result.audit,
  };
}

/** Held seats become the reservations of the new invitations without touching the ledger; failed rows gave theirs back. */
function progress(batch: BatchRecord, outcome: ChunkOutcome, finished: boolean, now: Date) {
  const done = outcome.created.length + outcome.failed.length;
  return {
    status: finished ? 'sent' : 'sending',
    sending_started_at: batch.sending_started_at ?? now,
    sent_at: finished ? now : null,
    seats_held: batch.seats_held - done,
    created_count: batch.created_count + outcome.created.length,
    failed_count: batch.failed_count + outcome.failed.length,
    updated_at: now,
  } as const satisfies BatchChange;
}

function chunkFacts(rows: readonly PlannedRow[], outcome: ChunkOutcome): Record<string, unknown> {
  return {
    from_position: rows[0]?.position,
    to_position: rows.at(-1)?.position,
    created: outcome.created.length,
    failed: outcome.failed.length,
  };
}

function event(batch: BatchRecord, action: string, details: Record<string, unknown>): AuditEvent {
  return { action, subjectType: 'batch', subjectId: batch.id, details, personal: { subject_name: batch.name } };
}

/** SQLSTATE of classes 22 (data exception) and 23 (constraint): the data is to blame, not the connection. */
function refusedDataCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^2[23]/.test(code) ? code : null;
}
