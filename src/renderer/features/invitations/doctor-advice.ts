import type { Role } from '#contract/common.ts';
import type { LookupAnswer } from '#contract/invitations.ts';
import { type ActionName, actionNames, isOffered } from './actions.ts';

export type Finding = 'ok' | 'warning' | 'critical' | 'nodata';

/** What the code doctor concludes from an answer: the verdict, what to do, and the actions to offer for it. */
export interface Advice {
  finding: Finding;
  verdict: string;
  next: string;
  actions: ActionName[];
}

/** The verdict on a pasted code and the next sensible step for this role. */
export function doctorAdvice(answer: LookupAnswer, role: Role): Advice {
  const { match, invitation } = answer;
  if (match === 'malformed')
    return {
      finding: 'critical',
      verdict: 'This is not a whole code.',
      next: 'Ask for the code as it stands in the mail, or search for the invited address.',
      actions: [],
    };
  if (match === 'unknown' || invitation === null)
    return {
      finding: 'critical',
      verdict: 'No invitation ever had this code.',
      next: 'Ask which address was invited and search for it.',
      actions: [],
    };
  if (match === 'near')
    return {
      finding: 'warning',
      verdict: `One character away from the code of ${invitation.email}.`,
      next: 'Make sure that you talk to the owner of that address before you go on.',
      actions: offered(['resend'], answer, role),
    };
  if (match === 'voided') return voided(answer, role);
  return exact(answer, role);
}

function offered(wanted: readonly ActionName[], { invitation }: LookupAnswer, role: Role): ActionName[] {
  if (invitation === null) return [];
  return actionNames.filter((action) => wanted.includes(action) && isOffered(action, invitation, role));
}

function voided(answer: LookupAnswer, role: Role): Advice {
  const used = answer.invitation?.status === 'used';
  return {
    finding: 'warning',
    verdict: 'A newer code has replaced this one.',
    next: used
      ? 'The newer code was used: its owner can sign in.'
      : answer.invitation?.delivery === 'kept'
        ? `Nobody was mailed the newer one: ${passOn(role)}, or send a new code.`
        : 'Ask for the newest mail, or send a new code.',
    actions: offered(['resend'], answer, role),
  };
}

function exact(answer: LookupAnswer, role: Role): Advice {
  const { invitation } = answer;
  switch (invitation?.status) {
    case 'used':
      return {
        finding: 'nodata',
        verdict: 'This code was used.',
        next: 'Its owner is a member and signs in with their password.',
        actions: [],
      };
    case 'revoked':
      return {
        finding: 'critical',
        verdict: 'This invitation was revoked.',
        next: 'If that was a mistake, a new code makes it good again.',
        actions: offered(['resend'], answer, role),
      };
    case 'expired':
      return {
        finding: 'warning',
        verdict: 'This code has expired.',
        next: role === 'support' ? 'Send a new code.' : 'Give it more time, or send a new code.',
        actions: offered(['extend', 'resend'], answer, role),
      };
    default:
      return pending(answer, role);
  }
}

function pending(answer: LookupAnswer, role: Role): Advice {
  const delivery = answer.invitation?.delivery;
  const undelivered = delivery === 'failed' || delivery === 'bounced';
  return {
    finding: 'ok',
    verdict: 'This code is good.',
    next: undelivered
      ? 'Its mail did not arrive: check the address, then send a new code.'
      : delivery === 'kept'
        ? `Nobody was mailed it: ${passOn(role)}. It works for the invited address only.`
        : 'It works for the invited address only. If registering fails, compare the address letter by letter.',
    actions: offered(undelivered ? ['resend'] : ['extend', 'resend'], answer, role),
  };
}

/** How the code of a mail that the outbox keeps gets to whom it is for. */
function passOn(role: Role): string {
  return role === 'support' ? 'ops or an admin can pass it on' : 'open its mail in the outbox and pass the code on';
}
