import type { ActionName } from './actions.ts';

/** What the buttons and menu entries of an action say. */
export const actionWords: Record<ActionName, string> = {
  resend: 'Send a new code',
  extend: 'Extend',
  reveal: 'Show the code',
  revoke: 'Revoke',
};
