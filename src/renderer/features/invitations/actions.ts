import type { Role } from '#contract/common.ts';
import type { Invitation } from '#contract/invitations.ts';

export type ActionName = 'resend' | 'extend' | 'reveal' | 'revoke';

/** offered: can be done now; explained: the role may, but not in this state; hidden: not for this role. */
export type Availability = { kind: 'offered' } | { kind: 'explained'; why: string } | { kind: 'hidden' };

/** Who may do what: equal to the permissions of the contract (actions.test.ts compares them). */
export const actionRoles: Record<ActionName, readonly Role[]> = {
  resend: ['support', 'ops', 'admin'],
  extend: ['ops', 'admin'],
  reveal: ['ops', 'admin'],
  revoke: ['ops', 'admin'],
};

/** Who may invite an address. */
export const inviteRoles: readonly Role[] = ['ops', 'admin'];

export const actionNames = Object.keys(actionRoles) as ActionName[];

type Subject = Pick<Invitation, 'status'>;

/** Why an action makes no sense in a state; undefined where it does. */
function objection(action: ActionName, { status }: Subject): string | undefined {
  if (status === 'used') {
    if (action === 'resend') return 'It was used: its member needs no new code.';
    if (action === 'extend') return 'It was used: there is nothing left to expire.';
    if (action === 'revoke') return 'It was used: suspend the member instead.';
  }
  if (status === 'revoked') {
    if (action === 'extend') return 'It was revoked: send a new code to make it good again.';
    if (action === 'revoke') return 'It is revoked already.';
  }
  if (status === 'expired' && action === 'revoke') return 'It has expired: its seat is free already.';
  return undefined;
}

/** Whether an action is offered for an invitation, and if not, why. */
export function availability(action: ActionName, invitation: Subject, role: Role): Availability {
  if (!actionRoles[action].includes(role)) return { kind: 'hidden' };
  const why = objection(action, invitation);
  return why === undefined ? { kind: 'offered' } : { kind: 'explained', why };
}

export function isOffered(action: ActionName, invitation: Subject, role: Role): boolean {
  return availability(action, invitation, role).kind === 'offered';
}
