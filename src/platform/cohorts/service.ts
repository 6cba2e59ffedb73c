import { randomUUID } from 'node:crypto';
import type { Cohort } from '#contract/cohorts.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { isUniqueViolation } from '#platform/db/errors.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { type CohortView, deleteCohort, findCohort, insertCohort, listCohorts } from './repository.ts';
import { choosePeople } from './selection.ts';

/**
 * Keeps people under a name.
 *
 * @throws ProblemError `already_exists` for a name that is taken, and what `choosePeople` throws
 */
export async function createCohort(
  deps: PlatformDeps,
  { name, people }: HandlerInputOf<'cohorts.create'>['body'],
  context: RequestContext,
): Promise<Cohort> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  const id = randomUUID();
  try {
    await deps.database.transaction().execute(async (transaction) => {
      const { ids, filters, searched } = await choosePeople(deps, transaction, people);
      await insertCohort(transaction, { id, name, createdBy: actor.id, at, filters, searched }, ids);
      await recordAudit(transaction, at, auditActorOf(context), [
        {
          action: 'cohort.created',
          subjectType: 'cohort',
          subjectId: id,
          details: { members: ids.length, ...(filters ? { filters, searched } : {}) },
          personal: { subject_name: name },
        },
      ]);
    });
  } catch (error) {
    if (isUniqueViolation(error, 'cohorts_name')) throw nameTaken(name);
    throw error;
  }
  return readCohort(deps, id);
}

export async function readCohort(deps: PlatformDeps, id: string): Promise<Cohort> {
  const cohort = await findCohort(deps.database, id);
  if (!cohort) throw notFound('cohort');
  return cohortAnswer(cohort);
}

export async function readCohorts(
  deps: PlatformDeps,
  query: HandlerInputOf<'cohorts.list'>['query'],
): Promise<AnswerOf<'cohorts.list'>> {
  const page = await listCohorts(deps.database, query);
  return { items: page.rows.map(cohortAnswer), next_cursor: page.nextCursor, total: page.total };
}

export async function removeCohort(deps: PlatformDeps, id: string, context: RequestContext): Promise<null> {
  await deps.database.transaction().execute(async (transaction) => {
    const removed = await deleteCohort(transaction, id);
    if (!removed) throw notFound('cohort');
    await recordAudit(transaction, deps.clock.now(), auditActorOf(context), [
      {
        action: 'cohort.deleted',
        subjectType: 'cohort',
        subjectId: id,
        details: { members: removed.members },
        personal: { subject_name: removed.name },
      },
    ]);
  });
  return null;
}

function cohortAnswer(row: CohortView): Cohort {
  const { created_by: id, creator_name: name, creator_role: role, created_at: createdAt, ...cohort } = row;
  return { ...cohort, created_by: { id, name, role }, created_at: createdAt.toISOString() };
}

function nameTaken(name: string): ProblemError {
  return new ProblemError(
    'already_exists',
    `There is a cohort named “${name}” already. Nothing was saved; choose another name.`,
  );
}
