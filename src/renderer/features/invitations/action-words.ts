import type { MailRoute } from '#renderer/data/about/about.ts';
import { isKeeping, nobodyMailed } from '#renderer/ui/status/mail-route-words.ts';
import type { ActionName } from './actions.ts';

/** What the buttons and menu entries of an action say. */
export const actionWords: Record<ActionName, string> = {
  resend: 'Send a new code',
  extend: 'Extend',
  reveal: 'Show the code',
  revoke: 'Revoke',
};

/** What becomes of the code that a resend makes. */
export function newCodeWords(route: MailRoute | undefined): string {
  if (route === 'smtp') return 'The new one is mailed and good for 7 days.';
  const good = 'The new one is good for 7 days.';
  return isKeeping(route) ? `${good} ${nobodyMailed(route)}: the outbox keeps it, to be passed on.` : good;
}
