import type { Role } from '#contract/common.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';

/** Who may save cohorts and nudge people, and cancel nudges; may-act.test.ts compares it with the contract. */
export const actingRoles: readonly Role[] = ['ops', 'admin'];

/** True where cohorts and nudges are offered; support reads them. */
export function useMayAct(): boolean {
  const { user } = useSignedIn();
  return actingRoles.includes(user.role);
}
