import { type Nudge, type NudgeReason, nudgePauseDays } from '#contract/nudges.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { RequestContext } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { lockUsers } from '#platform/users/bulk-repository.ts';
import { peopleOfFailedMails, reasonsOf, requeueMailsOf } from './people-repository.ts';
import { readNudge } from './read-service.ts';
import { lockNudge } from './repository.ts';

/**
 * Queues the mails of a nudge that failed or bounced again, for those who would get it if it were made now.
 *
 * @throws ProblemError `state_conflict` where there is nobody to try again, with why
 */
export async function retryNudge(deps: PlatformDeps, id: string, context: RequestContext): Promise<Nudge> {
  const at = deps.clock.now();
  const answer = await deps.database.transaction().execute(async (transaction) => {
    const nudge = await lockNudge(transaction, id);
    if (!nudge) throw notFound('nudge');
    const failed = await peopleOfFailedMails(transaction, id);
    if (failed.length === 0) throw conflict('No mail of this nudge failed.');
    // Held first, read after, as when the mails were written.
    await lockUsers(transaction, failed);
    const reasons = await reasonsOf(transaction, failed, { step: nudge.step, at, nudgeId: id, heldCounts: true });
    const again = failed.filter((userId) => !reasons.has(userId));
    const mails = await requeueMailsOf(transaction, id, again, at);
    if (mails === 0) throw conflict(`Nobody whose mail failed would get it now: ${inWords([...reasons.values()])}.`);
    const details = { step: nudge.step, mails, left: failed.length - mails };
    await recordAudit(transaction, at, auditActorOf(context), [
      {
        action: 'nudge.retried',
        subjectType: 'nudge',
        subjectId: id,
        details,
        personal: { subject_name: nudge.subject },
      },
    ]);
    return await readNudge(transaction, id, at);
  });
  deps.wakeJobs();
  return answer;
}

const words: Record<NudgeReason, string> = {
  deleted: 'deleted',
  suspended: 'suspended',
  unverified: 'without a confirmed address',
  opted_out: 'not interested in product mails',
  did_step: 'through with the step',
  not_there_yet: 'not at the step yet',
  nudged_lately: `nudged for it within ${nudgePauseDays} days`,
};

/** `2 through with the step, 1 suspended` */
function inWords(reasons: readonly NudgeReason[]): string {
  const counts = new Map<NudgeReason, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${words[reason]}`).join(', ');
}

function conflict(detail: string): ProblemError {
  return new ProblemError('state_conflict', `${detail} Nothing was changed.`);
}
