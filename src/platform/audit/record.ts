import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import { plainArray } from '#platform/db/plain-array.ts';
import { markCommitted } from '#platform/http/idempotency-repository.ts';
import { canonicalFacts } from '#shared/audit/canonical.ts';
import { commitPersonal, linkHash, saltBytes } from './chain.ts';

/** One thing that was done, as the services hand it over. */
export interface AuditEvent {
  /** `<subject>.<past participle>`, for example `invitation.revoked`. */
  action: string;
  subjectType: string;
  subjectId: string | null;
  /** Facts that are nobody's personal data: before and after, counts, reasons. */
  details?: Record<string, unknown>;
  /** Names and addresses; `subject_name` is what a person would call the subject. */
  personal?: Record<string, unknown>;
}

/** Who did it: null is the system itself. */
export interface AuditActor {
  id: string | null;
  role: string;
  requestId: string | null;
}

export const systemAuditActor: AuditActor = { id: null, role: 'system', requestId: null };

/** An entry with everything done that doesn't depend on where in the chain it will stand. */
export interface PreparedEntry {
  at: Date;
  actor: AuditActor;
  event: AuditEvent;
  salt: Buffer | null;
  commitment: Buffer | null;
  facts: string;
}

/**
 * Appends entries to the chain inside the caller's transaction. Call it last: it locks the head of the chain until
 * the transaction ends, which is what keeps the numbers without gaps. Lock order everywhere: seats, then the rest,
 * then the audit head.
 */
export function recordAudit(
  transaction: Executor,
  at: Date,
  actor: AuditActor,
  events: readonly AuditEvent[],
): Promise<void> {
  return appendAudit(transaction, prepareAudit(at, actor, events));
}

/** The same for things done by several people at several times, in order: for imports and the rehearsal. */
export function recordAuditHistory(
  transaction: Executor,
  history: readonly { at: Date; actor: AuditActor; event: AuditEvent }[],
): Promise<void> {
  return appendAudit(
    transaction,
    history.flatMap(({ at, actor, event }) => prepareAudit(at, actor, [event])),
  );
}

/** Does the costly part of recording, which needs no database, so that bulk work can do it while the database is busy. */
export function prepareAudit(at: Date, actor: AuditActor, events: readonly AuditEvent[]): PreparedEntry[] {
  const salts = randomBytes(saltBytes * events.length);
  return events.map((event, index) => {
    const salt = salts.subarray(index * saltBytes, (index + 1) * saltBytes);
    const commitment = event.personal ? commitPersonal(event.personal, salt).commitment : null;
    const facts = canonicalFacts({
      at: at.toISOString(),
      actor_id: actor.id,
      actor_role: actor.role,
      action: event.action,
      subject_type: event.subjectType,
      subject_id: event.subjectId,
      details: event.details ?? {},
      personal_commitment: hex(commitment),
      request_id: actor.requestId,
    });
    return { at, actor, event, salt: commitment && salt, commitment, facts };
  });
}

/** Gives prepared entries their place in the chain. The same rules as for `recordAudit`. */
export async function appendAudit(transaction: Executor, entries: readonly PreparedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const head = await transaction
    .selectFrom('audit_head')
    .selectAll()
    .where('id', '=', 1)
    .forUpdate()
    .executeTakeFirstOrThrow();
  let hash = head.hash;
  const hashes = entries.map((entry, index) => {
    hash = linkHash(hash, head.sequence + index + 1, entry.facts);
    return hash;
  });
  await insertEntries(transaction, head, entries, hashes);
  const sequence = head.sequence + entries.length;
  await transaction.updateTable('audit_head').set({ sequence, hash }).where('id', '=', 1).execute();
  await markCommitted(transaction);
}

/** One statement whatever the number: columns go over as arrays, and the hash before each entry is the one of its neighbour. */
async function insertEntries(
  transaction: Executor,
  head: { sequence: number; hash: Uint8Array },
  entries: readonly PreparedEntry[],
  hashes: readonly Uint8Array[],
): Promise<void> {
  const column = <Value>(of: (entry: PreparedEntry) => Value) => entries.map(of);
  await sql`
    insert into audit_entries (sequence, at, actor_id, actor_role, action, subject_type, subject_id, details, personal,
      personal_salt, personal_commitment, request_id, previous_hash, hash)
    select ${head.sequence}::bigint + place, at, actor_id, actor_role, action, subject_type, subject_id, details::jsonb,
      personal::jsonb, decode(personal_salt, 'hex'), decode(personal_commitment, 'hex'), request_id,
      lag(decode(hash, 'hex'), 1, decode(${hex(head.hash)}, 'hex')) over (order by place), decode(hash, 'hex')
    from unnest(
      ${plainArray(column((entry) => entry.at.toISOString()))}::timestamptz[],
      ${plainArray(column((entry) => entry.actor.id))}::uuid[],
      ${plainArray(column((entry) => entry.actor.role))}::text[],
      ${plainArray(column((entry) => entry.event.action))}::text[],
      ${plainArray(column((entry) => entry.event.subjectType))}::text[],
      ${column((entry) => entry.event.subjectId)}::text[],
      ${column((entry) => JSON.stringify(entry.event.details ?? {}))}::text[],
      ${column((entry) => (entry.event.personal ? JSON.stringify(entry.event.personal) : null))}::text[],
      ${plainArray(column((entry) => hex(entry.salt)))}::text[],
      ${plainArray(column((entry) => hex(entry.commitment)))}::text[],
      ${column((entry) => entry.actor.requestId)}::text[],
      ${plainArray(hashes.map(hex))}::text[]
    ) with ordinality as entry(at, actor_id, actor_role, action, subject_type, subject_id, details, personal,
      personal_salt, personal_commitment, request_id, hash, place)`.execute(transaction);
}

function hex(bytes: Uint8Array | null | undefined): string | null {
  return bytes ? Buffer.from(bytes).toString('hex') : null;
}
