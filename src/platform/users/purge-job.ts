import { recordAudit, systemAuditActor } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Job } from '#platform/jobs/runner.ts';
import { erasePerson, lockNextToPurge } from './purge-repository.ts';

/** Erases one deleted account whose retention is over. Returns false when there is none. */
async function purgeOne(deps: PlatformDeps): Promise<boolean> {
  const now = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const user = await lockNextToPurge(transaction, now);
    if (!user) return false;
    await erasePerson(transaction, user.id, now);
    await recordAudit(transaction, now, systemAuditActor, [
      { action: 'user.erased', subjectType: 'user', subjectId: user.id },
    ]);
    return true;
  });
}

/** Erases personal data of accounts that were deleted and not restored in time. */
export const purgeJob: Job = { name: 'user-purge', everyMilliseconds: 10 * 60_000, run: purgeOne };
