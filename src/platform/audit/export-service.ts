import { type AuditEntry, type AuditExportStart, type AuditHead, auditExportColumns } from '#contract/audit.ts';
import type { FileLinesOf, HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { FileAnswer } from '#platform/http/file-answer.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { auditActorOf } from './actor.ts';
import { presentEntry } from './present.ts';
import { type AuditEvent, recordAudit } from './record.ts';
import { type AuditFilters, countEntries, entriesBetween, lockHead, readHead } from './repository.ts';
import { signExport, signHead } from './verify.ts';

type Query = HandlerInputOf<'audit.export'>['query'];
type Lines = FileLinesOf<'audit.export'>;

/** Numbers that are read at a time, whatever matches: what one query may cost is known, also with filters. */
const rangeSize = 500;

/**
 * Exports the entries that match. First the export itself is recorded; then its own entry is the head, and everything
 * up to there is what the file holds, whatever is appended while it is read.
 */
export async function exportEntries(
  deps: PlatformDeps,
  { format, ...filters }: Query,
  context: RequestContext,
): Promise<FileAnswer<Lines>> {
  const at = deps.clock.now();
  const head = await deps.database.transaction().execute(async (transaction) => {
    const { sequence } = await lockHead(transaction);
    await recordAudit(transaction, at, auditActorOf(context), [exportEvent(format, filters, sequence + 1)]);
    return signHead(deps.keys, await readHead(transaction), at);
  });
  const entries = walk(deps, filters, head.sequence);
  const name = `gatehouse-audit-${at.toISOString().slice(0, 10)}.${format}`;
  if (format === 'csv') return { format, name, pieces: rowPieces(entries) };
  const actor = requireActor(context);
  const start: AuditExportStart = {
    kind: 'export',
    version: 1,
    platform: deps.config.publicUrl,
    exported_at: at.toISOString(),
    exported_by: { id: actor.id, name: actor.fullName, role: actor.role },
    filters,
    entries: await countOf(deps, filters, head),
    head,
  };
  const sent = { entries: 0 };
  const seal = (sha256: string) =>
    ({ kind: 'end', ...sent, sha256, signature: signExport(deps.keys, sha256) }) as const;
  return { format, name, pieces: jsonPieces(start, entries, sent), seal };
}

/** What was searched for may be a name or an address, and is kept as one. */
function exportEvent(format: Query['format'], { q, ...filters }: AuditFilters, upTo: number): AuditEvent {
  return {
    action: 'audit.exported',
    subjectType: 'audit',
    subjectId: null,
    details: { format, filters, up_to: upTo },
    ...(q === undefined ? {} : { personal: { search: q } }),
  };
}

function countOf(deps: PlatformDeps, filters: AuditFilters, { sequence }: AuditHead): Promise<number> | number {
  // Numbers have no gaps, so without filters the newest is the count.
  const all = Object.values(filters).every((filter) => filter === undefined);
  return all ? sequence : countEntries(deps.database, filters, sequence);
}

async function* walk(deps: PlatformDeps, filters: AuditFilters, upTo: number): AsyncGenerator<AuditEntry[]> {
  for (let above = filters.after ?? 0; above < upTo; above += rangeSize) {
    const range = { above, upTo: Math.min(above + rangeSize, upTo) };
    yield (await entriesBetween(deps.database, filters, range)).map(presentEntry);
  }
}

async function* jsonPieces(
  start: AuditExportStart,
  pieces: AsyncIterable<AuditEntry[]>,
  sent: { entries: number },
): AsyncGenerator<Lines['ndjson'][]> {
  // With the first entries, so that a database that fails is told of before the answer begins.
  let lines: Lines['ndjson'][] = [start];
  for await (const entries of pieces) {
    sent.entries += entries.length;
    for (const entry of entries) lines.push({ kind: 'entry', ...entry });
    yield lines;
    lines = [];
  }
  yield lines;
}

async function* rowPieces(pieces: AsyncIterable<AuditEntry[]>): AsyncGenerator<Lines['csv'][]> {
  let rows: Lines['csv'][] = [[...auditExportColumns]];
  for await (const entries of pieces) {
    for (const entry of entries) rows.push(rowOf(entry));
    yield rows;
    rows = [];
  }
  yield rows;
}

/** In the order of `auditExportColumns`. */
function rowOf({ actor, details, personal, ...entry }: AuditEntry): Lines['csv'] {
  const row: Record<(typeof auditExportColumns)[number], string | number | null> = {
    sequence: entry.sequence,
    at: entry.at,
    actor_id: actor.id,
    actor_name: actor.name,
    actor_role: actor.role,
    action: entry.action,
    subject_type: entry.subject_type,
    subject_id: entry.subject_id,
    subject_name: entry.subject_name,
    details: JSON.stringify(details),
    personal: personal && JSON.stringify(personal),
    request_id: entry.request_id,
    previous_hash: entry.previous_hash,
    hash: entry.hash,
  };
  return auditExportColumns.map((column) => row[column]);
}
