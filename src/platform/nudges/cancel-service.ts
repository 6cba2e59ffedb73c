import type { Nudge } from '#contract/nudges.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { utcMinute } from '#shared/time.ts';
import { cancelPeople } from './people-repository.ts';
import { readNudge } from './read-service.ts';
import { lockNudge, updateNudge } from './repository.ts';

/**
 * Nobody gets a mail. Whoever has the lock on the nudge first, this or its release, wins.
 *
 * @throws ProblemError `state_conflict` that says what happened instead
 */
export function cancelNudge(deps: PlatformDeps, id: string, context: RequestContext): Promise<Nudge> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const nudge = await lockNudge(transaction, id);
    if (!nudge) throw notFound('nudge');
    if (nudge.state !== 'held') throw tooLate(await readNudge(transaction, id, at));
    await updateNudge(transaction, id, { state: 'cancelled', cancelled_at: at, cancelled_by: actor.id });
    const people = await cancelPeople(transaction, id, at);
    const cancelled = await readNudge(transaction, id, at);
    await recordAudit(transaction, at, auditActorOf(context), [
      {
        action: 'nudge.cancelled',
        subjectType: 'nudge',
        subjectId: id,
        details: { step: nudge.step, people },
        personal: { subject_name: nudge.subject },
      },
    ]);
    return cancelled;
  });
}

function tooLate({ state, counts, ...nudge }: Nudge): ProblemError {
  const mails = counts.queued + counts.sent + counts.kept + counts.failed;
  const of = mails + counts.held;
  const at = (time: string | null) => (time === null ? '' : ` on ${utcMinute(time)}`);
  const what =
    state === 'cancelled'
      ? `${nudge.cancelled_by?.name ?? 'Somebody'} cancelled this nudge${at(nudge.cancelled_at)} already.`
      : state === 'sending'
        ? `This nudge is going out since${at(nudge.sending_started_at).replace(' on', '')}: ${mails} of ${of} mails are in the outbox.`
        : `This nudge went out${at(nudge.finished_at)}: ${mails} mails are in the outbox.`;
  return new ProblemError('state_conflict', `${what} Nothing was changed.`);
}
