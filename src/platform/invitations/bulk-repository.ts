import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Tier, tierSchema } from '#contract/common.ts';
import type { AuditEvent } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainArray } from '#platform/db/plain-array.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { invitationMailData, invitationMailSubject } from '#platform/outbox/invitation-mail.ts';
import { mailTransport } from '#platform/outbox/queue-mail.ts';
import { type IssuedCode, issueCodes } from './issue-code.ts';

/** Days that a code is good for. */
export const invitationDays = 7;
const dayMilliseconds = 86_400_000;

export function expiryFrom(from: Date, days = invitationDays): Date {
  return new Date(from.getTime() + days * dayMilliseconds);
}

export interface NewInvitation {
  /** As `emailSchema` gives it: trimmed, lower case. */
  email: string;
  tier: Tier;
}

export interface InvitationOrigin {
  at: Date;
  createdBy: string | null;
  batchId?: string;
}

export type RefusalReason = 'already_user' | 'already_invited';

export interface RefusedInvitation extends NewInvitation {
  reason: RefusalReason;
}

export interface CreatedInvitations {
  created: readonly InvitationDraft[];
  /** Addresses that became a user or were invited elsewhere; their seats are the caller's to give back. */
  refused: RefusedInvitation[];
  /** One entry an invitation. Hand them to `recordAudit` with your own, last in the transaction. */
  audit: AuditEvent[];
}

/** An invitation that exists in memory only: its ids and its code, hashed and encrypted. */
export interface InvitationDraft extends NewInvitation, IssuedCode {
  id: string;
  mailId: string;
}

/**
 * The part of making invitations that needs no database. It is apart so that a batch can draft its next chunk while
 * the database is busy with the present one.
 */
export function draftInvitations(deps: Pick<PlatformDeps, 'keys'>, rows: readonly NewInvitation[]): InvitationDraft[] {
  const codes = issueCodes(
    deps.keys,
    rows.map((row) => row.tier),
  );
  return rows.flatMap(({ email, tier }, index) => {
    const issued = codes[index];
    return issued ? [{ id: randomUUID(), mailId: randomUUID(), email, tier, ...issued }] : [];
  });
}

/**
 * Writes invitations and their mails inside the caller's transaction, one statement for both tables whatever the number.
 * The caller has locked the seats (`readSeats(…, { lock: true })` or `moveSeats`) and taken one for each draft: the
 * lock is also what keeps an address from being invited while it registers. Addresses must not repeat within `drafts`.
 */
export async function createInvitations(
  transaction: Executor,
  deps: Pick<PlatformDeps, 'config'>,
  drafts: readonly InvitationDraft[],
  origin: InvitationOrigin,
): Promise<CreatedInvitations> {
  const reasons = await refusalReasons(transaction, drafts);
  const accepted = reasons.size === 0 ? drafts : drafts.filter((draft) => !reasons.has(draft.email));
  const expiresAt = expiryFrom(origin.at);
  if (accepted.length > 0) await insert(transaction, deps, accepted, origin, expiresAt);
  return {
    created: accepted,
    refused: drafts.flatMap((draft) => {
      const reason = reasons.get(draft.email);
      return reason ? [{ email: draft.email, tier: draft.tier, reason }] : [];
    }),
    audit: createdEvents(accepted, origin),
  };
}

/** What the audit log says of new invitations: one entry each. */
export function createdEvents(drafts: readonly InvitationDraft[], origin: InvitationOrigin): AuditEvent[] {
  const expires = { expires_at: expiryFrom(origin.at).toISOString() };
  const details = origin.batchId ? { ...expires, batch_id: origin.batchId } : expires;
  return drafts.map((draft) => ({
    action: 'invitation.created',
    subjectType: 'invitation',
    subjectId: draft.id,
    details: { tier: draft.tier, ...details },
    personal: { subject_name: draft.email },
  }));
}

async function refusalReasons(
  transaction: Executor,
  drafts: readonly NewInvitation[],
): Promise<Map<string, RefusalReason>> {
  const taken = await sql<{ email: string; reason: RefusalReason }>`
    with wanted as (select unnest(${plainArray(drafts.map((draft) => draft.email))}::text[]) as email)
    select email, 'already_invited' as reason from wanted
    where exists (select from invitations where invitations.email = wanted.email and status = 'pending')
    union all
    select email, 'already_user' from wanted
    where exists (select from users where users.email = wanted.email and deleted_at is null)
  `.execute(transaction);
  return new Map(taken.rows.map((row) => [row.email, row.reason]));
}

/** Columns go over as arrays and are zipped by `unnest`: about as fast as COPY, and it works inside any transaction. */
async function insert(
  transaction: Executor,
  deps: Pick<PlatformDeps, 'config'>,
  drafts: readonly InvitationDraft[],
  origin: InvitationOrigin,
  expiresAt: Date,
): Promise<void> {
  const transport = mailTransport(deps.config);
  const batchId = origin.batchId ?? null;
  // The same for all of a tier, so it goes over once a tier.
  const dataByTier = Object.fromEntries(tierSchema.options.map((tier) => [tier, invitationMailData(tier, expiresAt)]));
  await sql`
    with draft as (
      select * from unnest(
        ${plainArray(drafts.map((draft) => draft.id))}::uuid[],
        ${plainArray(drafts.map((draft) => draft.mailId))}::uuid[],
        ${plainArray(drafts.map((draft) => draft.email))}::text[],
        ${plainArray(drafts.map((draft) => draft.tier))}::text[],
        ${plainArray(drafts.map((draft) => draft.hash.toString('hex')))}::text[],
        ${plainArray(drafts.map((draft) => draft.encrypted.toString('hex')))}::text[],
        ${plainArray(drafts.map((draft) => draft.lastFour))}::text[]
      ) as draft(id, mail_id, email, tier, code_hash, code_encrypted, code_last_four)
    ), made as (
      insert into invitations (id, code_hash, code_encrypted, code_last_four, email, tier, status, delivery, created_at,
        expires_at, batch_id, created_by, updated_at)
      select id, decode(code_hash, 'hex'), decode(code_encrypted, 'hex'), code_last_four, email, tier, 'pending',
        ${transport.delivery}, ${origin.at}::timestamptz, ${expiresAt}::timestamptz, ${batchId}::uuid,
        ${origin.createdBy}::uuid, ${origin.at}::timestamptz
      from draft
    )
    insert into outbox_mails (id, kind, recipient, subject, data, secret_encrypted, status, transport, attempts,
      next_attempt_at, invitation_id, batch_id, created_at, sent_at)
    select mail_id, 'invitation', email, ${invitationMailSubject}, ${JSON.stringify(dataByTier)}::jsonb -> tier, decode(code_encrypted, 'hex'),
      ${transport.status}, ${transport.transport}, ${transport.attempts}, ${origin.at}::timestamptz, id, ${batchId}::uuid,
      ${origin.at}::timestamptz, ${transport.sentAt(origin.at)}::timestamptz
    from draft
  `.execute(transaction);
}
