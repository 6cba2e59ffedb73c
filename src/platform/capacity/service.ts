import type { Capacity, CapacitySetting } from '#contract/invitations.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { RequestContext } from '#platform/http/handlers.ts';
import { requireNewest } from '#platform/http/newest.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { readSeats } from './ledger-repository.ts';
import { writeCapacity } from './repository.ts';

export function readCapacity(deps: Pick<PlatformDeps, 'database'>): Promise<CapacitySetting> {
  return readSeats(deps.database);
}

/**
 * Sets capacity or overbooking, never below what is used or reserved.
 *
 * @throws ProblemError `state_conflict` for too few, `conflict` where another change came first
 */
export async function updateCapacity(
  deps: PlatformDeps,
  wanted: HandlerInputOf<'capacity.update'>['body'],
  context: RequestContext,
): Promise<CapacitySetting> {
  return deps.database.transaction().execute(async (transaction) => {
    const before = await readSeats(transaction, { lock: true });
    requireNewest(before, wanted, 'the seats');
    const capacity = wanted.capacity ?? before.capacity;
    const overbooking = wanted.overbooking ?? before.overbooking;
    const taken = before.reserved + before.used;
    if (before.used > capacity || taken > Math.floor(capacity * overbooking)) {
      throw new ProblemError(
        'state_conflict',
        `${before.used} seats are used and ${before.reserved} reserved; ${capacity} seats at ${overbooking} invitations each hold ${Math.floor(capacity * overbooking)}. Nothing was changed; revoke invitations first or choose a larger number.`,
      );
    }
    if (capacity === before.capacity && overbooking === before.overbooking) return before;
    await writeCapacity(transaction, { capacity, overbooking });
    const after = await readSeats(transaction);
    await recordAudit(transaction, deps.clock.now(), auditActorOf(context), [
      {
        action: 'capacity.changed',
        subjectType: 'capacity',
        subjectId: null,
        details: { before: facts(before), after: facts(after) },
      },
    ]);
    return after;
  });
}

function facts({ capacity, overbooking }: Capacity): Record<string, number> {
  return { capacity, overbooking };
}
