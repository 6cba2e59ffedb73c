import type { Role } from '#contract/common.ts';
import type { BulkAction } from '#contract/user-bulk.ts';
import { ProblemError } from '#platform/http/problem.ts';

/** Who may do to many what they may do to one. */
const rolesOf: Record<BulkAction, readonly Role[]> = {
  suspend: ['ops', 'admin'],
  reactivate: ['ops', 'admin'],
  tier: ['admin'],
  revoke_sessions: ['support', 'ops', 'admin'],
};

/** Why a role may not do this to anybody; null where it may. */
export function refusedAction(role: Role, action: BulkAction): ProblemError | null {
  if (rolesOf[action].includes(role)) return null;
  return new ProblemError(
    'forbidden',
    `This bulk action is for ${rolesOf[action].join(' and ')}; you are signed in as ${role}. Nothing was changed.`,
  );
}
