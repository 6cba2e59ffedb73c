import { randomUUID } from 'node:crypto';
import type { StaffRole } from '#contract/common.ts';
import type { AuditEvent } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { queueMails } from '#platform/outbox/queue-mail.ts';
import type { ShownUser } from './user-answer.ts';
import { insertUser } from './user-repository.ts';

export interface StaffAccount {
  email: string;
  fullName: string;
  role: StaffRole;
  passwordHash: string;
  /** Null where the owner still has to confirm the address. */
  verifiedAt: Date | null;
}

/** Stores a new account of staff, whoever made it. */
export function insertStaff(transaction: Executor, account: StaffAccount, at: Date): Promise<ShownUser> {
  return insertUser(transaction, {
    id: randomUUID(),
    email: account.email,
    full_name: account.fullName,
    role: account.role,
    password_hash: account.passwordHash,
    email_verified_at: account.verifiedAt,
    created_at: at,
    updated_at: at,
  });
}

/** What the audit log says of it. */
export function accountMade(user: ShownUser, more: Record<string, unknown> = {}): AuditEvent {
  return {
    action: 'user.created',
    subjectType: 'user',
    subjectId: user.id,
    details: { role: user.role, ...more },
    personal: { subject_name: user.email, full_name: user.full_name },
  };
}

/** Queues the mail that tells a new colleague where to sign in and who made the account. It never holds the password. */
export function queueStaffWelcome(
  transaction: Executor,
  deps: Pick<PlatformDeps, 'clock' | 'keys' | 'config'>,
  user: ShownUser,
  addedBy: string,
): Promise<void> {
  return queueMails(transaction, deps, [
    {
      kind: 'staff_welcome',
      to: user.email,
      subject: 'You can sign in to Gatehouse',
      data: { full_name: user.full_name, role: user.role, added_by: addedBy },
      userId: user.id,
    },
  ]);
}
