import type { ApprovalPolicy, ApprovalPolicySetting } from '#contract/batches.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { SignedInContext } from '#platform/http/handlers.ts';
import { requireNewest } from '#platform/http/newest.ts';
import { readPolicy, updatePolicy } from './decision-repository.ts';

export function getPolicy(deps: PlatformDeps): Promise<ApprovalPolicySetting> {
  return readPolicy(deps.database);
}

/**
 * Changes the approval policy; a change to what it is already is no change.
 *
 * @throws ProblemError `conflict` where another change came first
 */
export function changePolicy(
  deps: PlatformDeps,
  change: HandlerInputOf<'approval_policy.update'>['body'],
  context: SignedInContext,
): Promise<ApprovalPolicySetting> {
  return deps.database.transaction().execute(async (transaction) => {
    const stored = await readPolicy(transaction, { lock: true });
    requireNewest(stored, change, 'the approval policy');
    const { version, ...before } = stored;
    const after: ApprovalPolicy = {
      four_eyes: change.four_eyes ?? before.four_eyes,
      quorum_seats: change.quorum_seats ?? before.quorum_seats,
      quorum_enterprise_seats: change.quorum_enterprise_seats ?? before.quorum_enterprise_seats,
    };
    const same =
      after.four_eyes === before.four_eyes &&
      after.quorum_seats === before.quorum_seats &&
      after.quorum_enterprise_seats === before.quorum_enterprise_seats;
    if (same) return stored;
    await updatePolicy(transaction, after);
    await recordAudit(transaction, deps.clock.now(), auditActorOf(context), [
      {
        action: 'approval_policy.updated',
        subjectType: 'approval_policy',
        subjectId: null,
        details: { before, after },
      },
    ]);
    return { ...after, version: version + 1 };
  });
}
