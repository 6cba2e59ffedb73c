import { randomUUID } from 'node:crypto';
import { type Nudge, type NudgeReason, nudgeHoldSeconds, nudgeReasonSchema } from '#contract/nudges.ts';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { holdCohort } from '#platform/cohorts/repository.ts';
import { choosePeople } from '#platform/cohorts/selection.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import type { MailComposer } from '#platform/outbox/compose-mail.ts';
import type { Question } from './eligibility.ts';
import { nudgeMailData, nudgeSubject } from './mail.ts';
import { type FirstPerson, insertPeople, type Judgement, judgePeople } from './people-repository.ts';
import { readNudge, reasonCounts } from './read-service.ts';
import { insertNudge } from './repository.ts';

type NudgeBody = HandlerInputOf<'nudges.create'>['body'];
type PreviewBody = HandlerInputOf<'nudges.preview'>['body'];

interface Target {
  cohort: { id: string; name: string } | null;
  ids: string[];
}

/** What a nudge would do, without doing any of it. */
export function previewNudge(
  deps: PlatformDeps,
  compose: MailComposer,
  body: PreviewBody,
): Promise<AnswerOf<'nudges.preview'>> {
  return deps.database.transaction().execute(async (transaction) => {
    const { ids } = await findPeople(deps, transaction, body.people);
    const judged = await judgePeople(transaction, ids, askedNow(deps, body.step));
    return {
      people: ids.length,
      to_send: toSend(judged),
      left_out: reasonCounts(judged.counts),
      sample: judged.first && body.message ? sampleOf(compose, body, body.message, judged.first) : null,
    };
  });
}

function sampleOf(compose: MailComposer, { step, subject: given }: PreviewBody, message: string, person: FirstPerson) {
  const [to, subject] = [person.email, given ?? nudgeSubject(step)];
  const data = nudgeMailData(step, message, person.full_name);
  return { to, subject, ...compose({ kind: 'nudge', to, subject, data, secret: '' }) };
}

/**
 * Writes down who is meant and what they are told, and holds it for a minute. The job does the rest.
 *
 * @throws ProblemError `state_conflict` where nobody would get a mail, and what `choosePeople` throws
 */
export async function createNudge(deps: PlatformDeps, body: NudgeBody, context: RequestContext): Promise<Nudge> {
  const actor = requireActor(context);
  const id = randomUUID();
  const question = { ...askedNow(deps, body.step), nudgeId: id };
  const sendAt = new Date(question.at.getTime() + nudgeHoldSeconds * 1000);
  const subject = body.subject ?? nudgeSubject(body.step);
  return deps.database.transaction().execute(async (transaction) => {
    const { cohort, ids } = await findPeople(deps, transaction, body.people);
    await insertNudge(transaction, {
      id,
      step: body.step,
      subject,
      message: body.message,
      cohort_id: cohort?.id ?? null,
      cohort_name: cohort?.name ?? null,
      created_by: actor.id,
      created_at: question.at,
      send_at: sendAt,
      people: ids.length,
    });
    await insertPeople(transaction, id, ids, question);
    const nudge = await readNudge(transaction, id, question.at);
    // Nothing of it is kept: the transaction ends here.
    if (nudge.counts.held === 0) throw nobodyLeft(nudge.left_out);
    await recordAudit(transaction, question.at, auditActorOf(context), [
      {
        action: 'nudge.held',
        subjectType: 'nudge',
        subjectId: id,
        details: {
          step: body.step,
          people: ids.length,
          to_send: nudge.counts.held,
          send_at: sendAt.toISOString(),
          ...(cohort ? { cohort_id: cohort.id } : {}),
        },
        personal: { subject_name: subject },
      },
    ]);
    return nudge;
  });
}

async function findPeople(deps: PlatformDeps, transaction: Executor, people: NudgeBody['people']): Promise<Target> {
  if (!('cohort_id' in people)) return { cohort: null, ids: (await choosePeople(deps, transaction, people)).ids };
  const cohort = await holdCohort(transaction, people.cohort_id);
  if (!cohort) throw notFound('cohort');
  return { cohort: { id: cohort.id, name: cohort.name }, ids: cohort.userIds };
}

function askedNow(deps: PlatformDeps, step: OnboardingStep): Question {
  return { step, at: deps.clock.now(), nudgeId: null, heldCounts: true };
}

function toSend({ counts }: Judgement): number {
  return counts.find(({ reason }) => reason === null)?.people ?? 0;
}

const reasonWords: Record<NudgeReason, string> = {
  deleted: 'deleted',
  suspended: 'suspended',
  unverified: 'without a confirmed address',
  opted_out: 'said no to product mails',
  did_step: 'did the step',
  not_there_yet: 'not at it before “welcome”',
  nudged_lately: 'nudged for it within three days, or about to be',
};

function nobodyLeft(leftOut: Nudge['left_out']): ProblemError {
  const why = nudgeReasonSchema.options
    .filter((reason) => leftOut[reason] > 0)
    .map((reason) => `${leftOut[reason]} ${reasonWords[reason]}`);
  return new ProblemError(
    'state_conflict',
    `Nobody would get this mail: ${why.join(', ')}. Nothing was saved or sent; choose other people or another step.`,
  );
}
