import type { Role, Tier } from '#contract/common.ts';
import type { BulkAction } from '#contract/user-bulk.ts';
import type { UserState } from '#contract/users.ts';
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

interface AccountNow {
  user_id: string;
  role: Role | null;
  account_state: UserState | null;
  beta_tier: Tier | null;
  purged_at: Date | null;
}

/**
 * Whether the same could be done to an account as it is now. It says no only where that is certain: a retry still goes
 * through the rules themselves.
 */
export function couldPassNow(
  run: { action: BulkAction; tier: Tier | null },
  changer: { id: string; role: Role },
  account: AccountNow,
): boolean {
  const { role, account_state: state } = account;
  if (role === null || state === null || account.purged_at || refusedAction(changer.role, run.action)) return false;
  if (run.action === 'tier') return account.beta_tier !== null && account.beta_tier !== run.tier && state !== 'deleted';
  if (role !== 'member' && changer.role !== 'admin') return false;
  if (run.action === 'reactivate') return state === 'suspended';
  if (account.user_id === changer.id) return false;
  return run.action === 'suspend' ? state === 'active' : true;
}
