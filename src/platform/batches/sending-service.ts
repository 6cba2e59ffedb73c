import {
  type AuditEvent,
  appendAudit,
  type PreparedEntry,
  prepareAudit,
  systemAuditActor,
} from '#platform/audit/record.ts';
import { moveSeats, readSeats } from '#platform/capacity/ledger-repository.ts';
import type { Executor } from '#platform/db/open.ts';
import type { BatchRecord } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { createInvitations, type RefusalReason } from '#platform/invitations/bulk-repository.ts';
import { type Chunk, prepareChunk, splitChunk } from './chunk.ts';
import { type BatchChange, lockBatch, updateBatch } from './repository.ts';
import { hasPlannedRows, markCreated, markFailed, nextBatchToSend } from './sending-repository.ts';
import { isAllowed } from './states.ts';

/** Rows of one commit. Large enough that the commit costs little, small enough that nobody waits long behind it. */
export const chunkRows = 2000;
/** Commits of one turn of the job. */
const chunksPerTurn = 25;

const refusalReasons: Record<RefusalReason, string> = {
  already_user: 'The address became a user after the approval. Its seat was returned.',
  already_invited: 'The address was invited elsewhere after the approval. Its seat was returned.',
};

/**
 * Turns planned rows of the batch whose turn it is into invitations, chunk by chunk. Everything of a chunk is in one
 * commit (rows, invitations, mails, seats, audit), so being cut off anywhere loses the chunk and nothing else, and
 * nothing is made twice. While the database writes one chunk, the next is read and its codes are made.
 *
 * @returns true when there may be more to send
 */
export async function sendPlannedRows(deps: PlatformDeps, chunks = chunksPerTurn): Promise<boolean> {
  const batchId = await nextBatchToSend(deps.database);
  if (batchId === null) return false;
  let next = prepareChunk(deps, batchId, { after: 0, limit: chunkRows });
  for (let count = 1; ; count += 1) {
    const chunk = await next;
    const last = count === chunks || chunk.rows.length < chunkRows || deps.lifecycle.draining;
    if (!last) next = prepareChunk(deps, batchId, { after: chunk.lastPosition, limit: chunkRows });
    // Observed here, thrown where it is awaited: a failure while the present chunk is written must not be a loose end.
    next.catch(() => undefined);
    const sent = await sendChunk(deps, chunk);
    deps.wakeJobs();
    if (last || !sent) return true;
  }
}

/**
 * Sends a chunk. If the store refuses its data, smaller ones are tried, until the row that is to blame fails alone.
 *
 * @returns false when the chunk is no longer what it was when it was read
 */
async function sendChunk(deps: PlatformDeps, chunk: Chunk): Promise<boolean> {
  try {
    return await commitChunk(deps, chunk, (transaction, batch) => inviteRows(deps, transaction, batch, chunk));
  } catch (error) {
    if (error instanceof StaleChunkError) return false;
    const code = refusedDataCode(error);
    if (code === null) throw error;
    deps.log.warn('batch_rows_refused', { batch_id: chunk.batchId, rows: chunk.rows.length, sqlstate: code });
    if (chunk.rows.length > 1) {
      for (const part of splitChunk(chunk)) if (!(await sendChunk(deps, part))) return false;
      return true;
    }
    const message = `The platform could not make this invitation (database error ${code}). Its seat was returned.`;
    return commitChunk(deps, chunk, async () => ({
      created: [],
      failed: chunk.rows.map(({ position }) => ({ position, error: message })),
      audit: [],
    }));
  }
}

interface ChunkOutcome {
  created: { position: number; invitationId: string }[];
  failed: { position: number; error: string }[];
  audit: readonly PreparedEntry[];
}

async function commitChunk(
  deps: PlatformDeps,
  chunk: Chunk,
  work: (transaction: Executor, batch: BatchRecord) => Promise<ChunkOutcome>,
): Promise<boolean> {
  return deps.database.transaction().execute(async (transaction) => {
    await readSeats(transaction, { lock: true });
    const batch = await lockBatch(transaction, chunk.batchId);
    // Cancelled since we looked, or another node was faster: the lock on the batch decides.
    if (!batch || !isAllowed('send', batch.status)) return false;
    const outcome = chunk.rows.length === 0 ? { created: [], failed: [], audit: [] } : await work(transaction, batch);
    const marked =
      (await markCreated(transaction, batch.id, outcome.created)) +
      (await markFailed(transaction, batch.id, outcome.failed));
    if (marked !== chunk.rows.length) throw new StaleChunkError();
    if (outcome.failed.length > 0) await moveSeats(transaction, { reserved: -outcome.failed.length });
    const finished = chunk.mayBeLast && !(await hasPlannedRows(transaction, batch.id));
    const change = progress(batch, outcome, finished, chunk.at);
    await updateBatch(transaction, batch.id, change);
    await appendAudit(transaction, [
      ...about(chunk, batch, batch.status === 'approved' && ['batch.sending_started', { plan_hash: batch.plan_hash }]),
      ...outcome.audit,
      ...about(chunk, batch, chunk.rows.length > 0 && ['batch.chunk_sent', chunkFacts(chunk, outcome)]),
      ...about(
        chunk,
        batch,
        finished && ['batch.sent', { created: change.created_count, failed: change.failed_count }],
      ),
    ]);
    return true;
  });
}

/** The rows of a prepared chunk were sent by another node meanwhile. Nothing was written; the next turn reads them anew. */
class StaleChunkError extends Error {
  override readonly name = 'StaleChunkError';
}

async function inviteRows(
  deps: PlatformDeps,
  transaction: Executor,
  batch: BatchRecord,
  chunk: Chunk,
): Promise<ChunkOutcome> {
  const origin = { at: chunk.at, createdBy: batch.author_id, batchId: batch.id };
  const { created, refused } = await createInvitations(transaction, deps, chunk.drafts, origin);
  const positions = new Map(chunk.rows.map((row) => [row.email, row.position]));
  const positionOf = (email: string) => positions.get(email) ?? 0;
  const refusedAddresses = new Set(refused.map((row) => row.email));
  return {
    created: created.map((made) => ({ position: positionOf(made.email), invitationId: made.id })),
    failed: refused.map((row) => ({ position: positionOf(row.email), error: refusalReasons[row.reason] })),
    audit: chunk.audit.filter((_entry, index) => !refusedAddresses.has(chunk.drafts[index]?.email ?? '')),
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

function chunkFacts(chunk: Chunk, outcome: ChunkOutcome): Record<string, unknown> {
  return {
    from_position: chunk.rows[0]?.position,
    to_position: chunk.lastPosition,
    created: outcome.created.length,
    failed: outcome.failed.length,
  };
}

function about(
  chunk: Chunk,
  batch: BatchRecord,
  fact: false | [AuditEvent['action'], Record<string, unknown>],
): PreparedEntry[] {
  if (!fact) return [];
  const [action, details] = fact;
  return prepareAudit(chunk.at, systemAuditActor, [
    { action, subjectType: 'batch', subjectId: batch.id, details, personal: { subject_name: batch.name } },
  ]);
}

/** SQLSTATE of classes 22 (data exception) and 23 (constraint): the data is to blame, not the connection. */
function refusedDataCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^2[23]/.test(code) ? code : null;
}
