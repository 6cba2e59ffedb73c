import type { TimelineKind } from '#contract/user-story.ts';
import { choiceField, optionalField, optionField } from '#renderer/ui/address/use-address-state.ts';
import { kindLooks } from './words.ts';

export const parts = ['overview', 'timeline', 'usage', 'errors', 'sessions', 'sign-ins', 'notes', 'mails'] as const;
export type Part = (typeof parts)[number];

/** What of a person's page lives in its address. */
export const userAddress = {
  part: optionField(parts),
  /** Timeline: only this kind. */
  kind: choiceField(Object.keys(kindLooks) as TimelineKind[]),
  /** Usage: the last so many days. */
  days: optionField(['30', '7', '90']),
  /** Errors: only these. */
  level: choiceField(['error', 'warning']),
  error_sort: optionField(['-last_at', 'last_at', '-count', 'count']),
  /** The fingerprint of the error whose details are open. */
  error: optionalField(),
  /** Sessions: only these. */
  state: choiceField(['live', 'past']),
  session_sort: optionField(['-created_at', 'created_at', '-last_seen_at', 'last_seen_at']),
  /** The session whose details are open. */
  session: optionalField(),
  /** Sign-ins: only these. */
  outcome: choiceField(['succeeded', 'failed']),
  sign_in_sort: optionField(['-at', 'at']),
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return uuid.test(text);
}
