import { setImmediate } from 'node:timers/promises';
import { type PreparedEntry, prepareAudit, systemAuditActor } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { createdEvents, draftInvitations, type InvitationDraft } from '#platform/invitations/bulk-repository.ts';
import { type PlannedRow, plannedRows } from './sending-repository.ts';

/** Rows that are sent in one commit, with all that could be made for them before it. */
export interface Chunk {
  batchId: string;
  at: Date;
  rows: readonly PlannedRow[];
  /** One for each row, in its order. */
  drafts: readonly InvitationDraft[];
  audit: readonly PreparedEntry[];
  lastPosition: number;
  /** No planned rows were behind these when they were read. */
  mayBeLast: boolean;
}

/** Rows whose codes are made in one go; between two goes, requests get their turn. */
const sliceRows = 250;

/** Reads the planned rows behind a position and makes their codes and audit entries. Writes nothing. */
export async function prepareChunk(
  deps: PlatformDeps,
  batchId: string,
  part: { after: number; limit: number },
): Promise<Chunk> {
  const rows = await plannedRows(deps.database, batchId, part);
  const at = deps.clock.now();
  const drafts: InvitationDraft[] = [];
  const audit: PreparedEntry[] = [];
  for (let start = 0; start < rows.length; start += sliceRows) {
    const slice = draftInvitations(deps, rows.slice(start, start + sliceRows));
    drafts.push(...slice);
    audit.push(...prepareAudit(at, systemAuditActor, createdEvents(slice, { at, createdBy: null, batchId })));
    await setImmediate();
  }
  const lastPosition = rows.at(-1)?.position ?? part.after;
  return { batchId, at, rows, drafts, audit, lastPosition, mayBeLast: rows.length < part.limit };
}

/** The same rows in ten chunks, in order. */
export function splitChunk(chunk: Chunk): Chunk[] {
  const size = Math.ceil(chunk.rows.length / 10);
  const parts: Chunk[] = [];
  for (let start = 0; start < chunk.rows.length; start += size) {
    const end = start + size;
    const rows = chunk.rows.slice(start, end);
    parts.push({
      ...chunk,
      rows,
      drafts: chunk.drafts.slice(start, end),
      audit: chunk.audit.slice(start, end),
      lastPosition: rows.at(-1)?.position ?? chunk.lastPosition,
      mayBeLast: chunk.mayBeLast && end >= chunk.rows.length,
    });
  }
  return parts;
}
