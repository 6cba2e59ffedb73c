import type { AuditEvent } from '#platform/audit/record.ts';
import { revokeSessions } from '#platform/auth/session-repository.ts';
import { voidUserTokens } from '#platform/auth/user-token-repository.ts';
import type { Executor } from '#platform/db/open.ts';
import type { UserRow } from '#platform/db/schema.ts';
import { type Changer, requireReach, requireReplaceable, stateConflict } from './account-rules.ts';
import type { ShownUser } from './user-answer.ts';
import { changeUser } from './user-repository.ts';

/** What a change left, and what the audit log says of it. */
export interface Changed {
  user: ShownUser;
  sessionsRevoked: number;
  events: AuditEvent[];
}

/** Days for which a deleted account can be restored. */
export const retentionDays = 30;

/*
 * Changes of one account inside a transaction that holds its row. They refuse before they write, so that a bulk action
 * can go on with its next row, and hand their audit entries to the caller, who records them last.
 */

/** @throws ProblemError `forbidden` or `state_conflict` */
export async function suspendAccount(
  transaction: Executor,
  changer: Changer,
  user: UserRow,
  reason: string,
  at: Date,
): Promise<Changed> {
  requireReach(changer, user);
  if (user.state === 'suspended') throw stateConflict(`${user.full_name} is suspended already.`);
  if (user.state === 'deleted') throw stateConflict(`The account of ${user.full_name} is deleted.`);
  await requireReplaceable(transaction, changer, user, 'suspended');
  const changed = await changeUser(
    transaction,
    user.id,
    { state: 'suspended', suspended_at: at, suspended_reason: reason },
    at,
  );
  const sessionsRevoked = await revokeSessions(transaction, { userId: user.id }, at, 'suspended', changer.id);
  const event = userEvent(user, 'user.suspended', { sessions_revoked: sessionsRevoked }, { reason });
  return { user: changed, sessionsRevoked, events: [event] };
}

/** @throws ProblemError `forbidden` or `state_conflict` */
export async function reactivateAccount(
  transaction: Executor,
  changer: Changer,
  user: UserRow,
  at: Date,
): Promise<Changed> {
  requireReach(changer, user);
  if (user.state !== 'suspended') throw stateConflict(`${user.full_name} is ${user.state}, not suspended.`);
  const changed = await changeUser(
    transaction,
    user.id,
    { state: 'active', suspended_at: null, suspended_reason: null },
    at,
  );
  const details = { suspended_at: user.suspended_at?.toISOString() ?? null };
  const event = userEvent(user, 'user.reactivated', details, { suspended_reason: user.suspended_reason });
  return { user: changed, sessionsRevoked: 0, events: [event] };
}

/** Ends all sessions and links. The caller gives the seat back. @throws ProblemError `state_conflict` */
export async function deleteAccount(
  transaction: Executor,
  changer: Changer,
  user: UserRow,
  reason: string | undefined,
  at: Date,
): Promise<Changed> {
  requireReach(changer, user);
  if (user.state === 'deleted') throw stateConflict(`The account of ${user.full_name} is deleted already.`);
  await requireReplaceable(transaction, changer, user, 'deleted');
  const purgeAt = new Date(at.getTime() + retentionDays * 86_400_000);
  const changed = await changeUser(transaction, user.id, { state: 'deleted', deleted_at: at, purge_at: purgeAt }, at);
  const sessionsRevoked = await revokeSessions(transaction, { userId: user.id }, at, 'deleted', changer.id);
  await voidUserTokens(transaction, user.id, at);
  const details = { purge_at: purgeAt.toISOString(), sessions_revoked: sessionsRevoked };
  const event = userEvent(user, 'user.deleted', details, reason ? { reason } : {});
  return { user: changed, sessionsRevoked, events: [event] };
}

/** Ends every live session but the one that asks. @throws ProblemError `forbidden` */
export async function endSessionsOf(
  transaction: Executor,
  changer: Changer & { sessionId?: string },
  user: UserRow,
  reason: string | undefined,
  at: Date,
): Promise<{ sessionsRevoked: number; events: AuditEvent[] }> {
  if (changer.id !== user.id) requireReach(changer, user);
  const which = { userId: user.id, ...(changer.sessionId ? { exceptSessionId: changer.sessionId } : {}) };
  const sessionsRevoked = await revokeSessions(transaction, which, at, reason ?? 'ended_by_staff', changer.id);
  if (sessionsRevoked === 0) return { sessionsRevoked, events: [] };
  const details = { sessions_revoked: sessionsRevoked };
  return { sessionsRevoked, events: [userEvent(user, 'user.sessions_revoked', details, reason ? { reason } : {})] };
}

/**
 * An audit entry about an account.
 *
 * @param personal what goes when the person is erased: names, addresses, and whatever somebody typed as a reason
 */
export function userEvent(
  user: Pick<UserRow, 'id' | 'email'>,
  action: string,
  details: Record<string, unknown>,
  personal: Record<string, unknown> = {},
): AuditEvent {
  return {
    action,
    subjectType: 'user',
    subjectId: user.id,
    details,
    personal: { subject_name: user.email, ...personal },
  };
}
