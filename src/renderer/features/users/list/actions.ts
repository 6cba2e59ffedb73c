import type { Role } from '#contract/common.ts';
import type { BulkAction } from '#contract/user-bulk.ts';
import type { UserListRow } from '#contract/users.ts';

export type ActionName = BulkAction;

/** offered: can be done now; explained: the role may, but not to this account; hidden: not for this role. */
export type Availability = { kind: 'offered' } | { kind: 'explained'; why: string } | { kind: 'hidden' };

/** Who may do what; actions.test.ts compares the single ones with the contract. */
export const actionRoles: Record<ActionName, readonly Role[]> = {
  tier: ['admin'],
  revoke_sessions: ['support', 'ops', 'admin'],
  reactivate: ['ops', 'admin'],
  suspend: ['ops', 'admin'],
};

/** In the order of menus; what takes something away comes last. */
export const actionNames = Object.keys(actionRoles) as ActionName[];

export function isDangerous(action: ActionName): boolean {
  return action === 'suspend';
}

export type Subject = Pick<UserListRow, 'id' | 'role' | 'state'>;
export interface Viewer {
  id: string;
  role: Role;
}

/** Why an action makes no sense for an account; undefined where it does. */
function objection(action: ActionName, { id, role, state }: Subject, viewer: Viewer): string | undefined {
  if (state === 'deleted') return 'This account is deleted: restore it on its page first.';
  if (role !== 'member' && viewer.role !== 'admin' && action !== 'tier') return 'Staff accounts are for admins.';
  if (action === 'tier') return role === 'member' ? undefined : 'Staff have no tier.';
  if (action === 'reactivate') return state === 'suspended' ? undefined : 'This account is active.';
  if (id === viewer.id) return 'This is your own account.';
  if (action === 'suspend' && state === 'suspended') return 'This account is suspended already.';
  return undefined;
}

/** Whether an action is offered for an account, and if not, why. */
export function availability(action: ActionName, subject: Subject, viewer: Viewer): Availability {
  if (!actionRoles[action].includes(viewer.role)) return { kind: 'hidden' };
  const why = objection(action, subject, viewer);
  return why === undefined ? { kind: 'offered' } : { kind: 'explained', why };
}

/** Why an action makes no sense for any of several accounts; undefined where it does for one. */
export function sharedObjection(action: ActionName, subjects: Iterable<Subject>, viewer: Viewer): string | undefined {
  const reasons = new Set<string>();
  for (const subject of subjects) {
    const why = objection(action, subject, viewer);
    if (why === undefined) return undefined;
    reasons.add(why);
  }
  const [only] = reasons;
  return reasons.size === 1 ? only : 'It makes no sense for any of the selected.';
}

/** Why nobody can look through somebody's eyes; undefined where all staff may. */
export function viewObjection({ role, state }: Pick<Subject, 'role' | 'state'>): string | undefined {
  if (role !== 'member') return 'Only members can be viewed as, not staff.';
  return state === 'deleted' ? 'This account is deleted, so they see nothing.' : undefined;
}

export function isOffered(action: ActionName, subject: Subject, viewer: Viewer): boolean {
  return availability(action, subject, viewer).kind === 'offered';
}
