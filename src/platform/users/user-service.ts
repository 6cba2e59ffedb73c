import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { hashPassword } from '#platform/auth/password-hash.ts';
import { requireUncommonPassword } from '#platform/auth/password-policy.ts';
import { queueVerification } from '#platform/auth/verification.ts';
import { coalesce } from '#platform/db/coalesce.ts';
import { isUniqueViolation } from '#platform/db/errors.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { accountMade, insertStaff, queueStaffWelcome } from './staff-account.ts';
import { userAnswer } from './user-answer.ts';
import { findUsers, listUsers } from './user-repository.ts';

export async function readUsers(
  deps: PlatformDeps,
  query: HandlerInputOf<'users.list'>['query'],
): Promise<AnswerOf<'users.list'>> {
  const { limit, cursor, sort, ...filters } = query;
  const page = await listUsers(deps.database, filters, { limit, cursor, sort });
  return { items: page.rows.map(userAnswer), next_cursor: page.nextCursor, total: page.total };
}

/** Reads one user; many readers at once share one query. The reader throws ProblemError `not_found`. */
export function createUserReader(deps: PlatformDeps): (id: string) => Promise<AnswerOf<'users.get'>> {
  const userById = coalesce((ids) => findUsers(deps.database, ids));
  return async (id) => {
    const user = await userById(id);
    if (!user) throw notFound('user');
    return userAnswer(user);
  };
}

/**
 * Makes an account and mails its owner where to sign in; the password is passed on by whoever chose it.
 *
 * @throws ProblemError `already_exists`, or `validation` for a common password
 */
export async function addStaff(
  deps: PlatformDeps,
  body: HandlerInputOf<'users.create'>['body'],
  context: RequestContext,
): Promise<AnswerOf<'users.create'>> {
  requireUncommonPassword(body.password, { email: body.email, fullName: body.full_name });
  const passwordHash = await hashPassword(body.password);
  const now = deps.clock.now();
  try {
    const made = await deps.database.transaction().execute(async (transaction) => {
      const account = { email: body.email, fullName: body.full_name, role: body.role, passwordHash };
      const user = await insertStaff(transaction, { ...account, verifiedAt: null }, now);
      await queueStaffWelcome(transaction, deps, user, requireActor(context).fullName);
      await queueVerification(transaction, deps, user);
      await recordAudit(transaction, now, auditActorOf(context), [accountMade(user)]);
      return userAnswer(user);
    });
    deps.wakeJobs();
    return made;
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new ProblemError('already_exists', `There is already an account for ${body.email}. Nothing was changed.`);
    }
    throw error;
  }
}
