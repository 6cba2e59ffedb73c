import type { Role } from '#contract/common.ts';
import type { Executor } from '#platform/db/open.ts';
import type { UserRow } from '#platform/db/schema.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { findUser, hasOtherAdmin, lockAdmins, lockUser } from './user-repository.ts';

/** Whoever changes an account. */
export interface Changer {
  id: string;
  role: Role;
}

/** @throws ProblemError `forbidden` for a staff account, unless an admin asks */
export function requireReach(changer: Changer, user: Pick<UserRow, 'role' | 'full_name'>): void {
  if (user.role === 'member' || changer.role === 'admin') return;
  throw new ProblemError(
    'forbidden',
    `${user.full_name} is staff, and staff accounts are for admins. You are signed in as ${changer.role}. Nothing was changed.`,
  );
}

/** What of a person's sign-ins may be seen: members' by all staff, those of staff by admins and themselves. */
export function maySeeSessions(viewer: Changer, user: Pick<UserRow, 'id' | 'role'>): boolean {
  return user.role === 'member' || viewer.role === 'admin' || viewer.id === user.id;
}

/**
 * Reads an account and keeps it from changing until the transaction ends.
 *
 * @param endsAdmin true where the change could leave the platform without an admin: those go one at a time
 * @throws ProblemError `not_found`, also for an account whose data was erased
 */
export async function lockAccount(transaction: Executor, id: string, endsAdmin: boolean): Promise<UserRow> {
  if (endsAdmin) {
    const seen = await findUser(transaction, id);
    if (seen && seen.role !== 'member') await lockAdmins(transaction);
  }
  const user = await lockUser(transaction, id);
  if (!user || user.purged_at) throw notFound('user');
  return user;
}

/** @throws ProblemError `state_conflict` for oneself and for the last admin; the caller holds `lockAdmins` */
export async function requireReplaceable(
  transaction: Executor,
  changer: Changer,
  user: UserRow,
  what: 'suspended' | 'deleted' | 'given another role',
): Promise<void> {
  if (user.role === 'admin' && user.state === 'active' && !(await hasOtherAdmin(transaction, user.id))) {
    throw new ProblemError(
      'state_conflict',
      `${user.full_name} is the last admin and can't be ${what}: nobody could administer the platform then. Nothing was changed; make somebody else an admin first.`,
    );
  }
  if (changer.id === user.id) {
    throw new ProblemError(
      'state_conflict',
      `This is your own account; it can't be ${what} by yourself. Nothing was changed; ask another admin.`,
    );
  }
}

export function stateConflict(detail: string): ProblemError {
  return new ProblemError('state_conflict', `${detail} Nothing was changed.`);
}
