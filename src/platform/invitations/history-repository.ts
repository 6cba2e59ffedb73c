import { sql } from 'kysely';
import type { Role } from '#contract/common.ts';
import type { MailStatus } from '#contract/outbox.ts';
import type { Executor } from '#platform/db/open.ts';

/** An audit entry of one invitation, with the name of whoever did it. */
export interface AuditFact {
  at: Date;
  action: string;
  details: Record<string, unknown>;
  actor_id: string | null;
  actor_name: string | null;
  actor_role: Role | 'system';
}

/** What became of one of its mails. */
export interface MailFact {
  status: MailStatus;
  transport: 'smtp' | 'outbox';
  last_error: string | null;
  at: Date;
}

export async function auditFactsOf(executor: Executor, invitationId: string): Promise<AuditFact[]> {
  const { rows } = await sql<AuditFact>`
    select audit_entries.at, action, details, actor_id, users.full_name as actor_name, actor_role
    from audit_entries left join users on users.id = audit_entries.actor_id
    where subject_type = 'invitation' and subject_id = ${invitationId}
    order by sequence`.execute(executor);
  return rows;
}

/** Mails that went out, were kept or finally failed. The outbox is the delivery log, so the chain does not repeat it. */
export async function mailFactsOf(executor: Executor, invitationId: string): Promise<MailFact[]> {
  const { rows } = await sql<MailFact>`
    select status, transport, last_error, coalesce(sent_at, next_attempt_at) as at
    from outbox_mails where invitation_id = ${invitationId}::uuid and status in ('sent', 'failed', 'bounced')
    order by created_at`.execute(executor);
  return rows;
}
