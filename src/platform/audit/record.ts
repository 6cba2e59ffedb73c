import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import { type ChainedEntry, chainHash, commitPersonal } from './chain.ts';

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

/** Whoever makes a signed-in request. */
export function auditActorOf(context: { actor: { id: string; role: string }; requestId: string }): AuditActor {
  return { id: context.actor.id, role: context.actor.role, requestId: context.requestId };
}

export const systemAuditActor: AuditActor = { id: null, role: 'system', requestId: null };

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
  return recordAuditHistory(
    transaction,
    events.map((event) => ({ at, actor, event })),
  );
}

/** The same for things done by several people at several times, in order: for imports and the rehearsal. */
export async function recordAuditHistory(
  transaction: Executor,
  history: readonly { at: Date; actor: AuditActor; event: AuditEvent }[],
): Promise<void> {
  if (history.length === 0) return;
  const head = await transaction
    .selectFrom('audit_head')
    .selectAll()
    .where('id', '=', 1)
    .forUpdate()
    .executeTakeFirstOrThrow();
  let previous: Uint8Array = head.hash;
  let sequence = head.sequence;
  const rows = history.map(({ at, actor, event }) => {
    sequence += 1;
    const personal = event.personal ?? null;
    const commitment = personal ? commitPersonal(personal) : null;
    const entry: ChainedEntry = {
      sequence,
      at,
      actor_id: actor.id,
      actor_role: actor.role,
      action: event.action,
      subject_type: event.subjectType,
      subject_id: event.subjectId,
      details: event.details ?? {},
      personal_commitment: commitment?.commitment ?? null,
      request_id: actor.requestId,
    };
    const hash = chainHash(previous, entry);
    const row = {
      ...entry,
      at: at.toISOString(),
      personal,
      personal_salt: hex(commitment?.salt),
      personal_commitment: hex(commitment?.commitment),
      previous_hash: hex(previous),
      hash: hex(hash),
    };
    previous = hash;
    return row;
  });
  // One statement whatever the number: a batch of thousands writes its entries in a single round trip.
  await sql`
    insert into audit_entries (sequence, at, actor_id, actor_role, action, subject_type, subject_id, details, personal,
      personal_salt, personal_commitment, request_id, previous_hash, hash)
    select sequence, at, actor_id, actor_role, action, subject_type, subject_id, details, personal,
      decode(personal_salt, 'hex'), decode(personal_commitment, 'hex'), request_id, decode(previous_hash, 'hex'), decode(hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as entry(sequence bigint, at timestamptz, actor_id uuid,
      actor_role text, action text, subject_type text, subject_id text, details jsonb, personal jsonb, personal_salt text,
      personal_commitment text, request_id text, previous_hash text, hash text)`.execute(transaction);
  await transaction.updateTable('audit_head').set({ sequence, hash: previous }).where('id', '=', 1).execute();
}

function hex(bytes: Uint8Array | null | undefined): string | null {
  return bytes ? Buffer.from(bytes).toString('hex') : null;
}
