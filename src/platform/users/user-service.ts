import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { UserListRow } from '#contract/users.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { hashPassword } from '#platform/auth/password-hash.ts';
import { requireUncommonPassword } from '#platform/auth/password-policy.ts';
import { queueTokenMail } from '#platform/auth/token-mail.ts';
import { coalesce } from '#platform/db/coalesce.ts';
import { isUniqueViolation } from '#platform/db/errors.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { isoWeekOf } from '#shared/weeks.ts';
import { accountMade, insertStaff, queueStaffWelcome } from './staff-account.ts';
import { progressOf } from './story-service.ts';
import { type ShownUser, userAnswer } from './user-answer.ts';
import { listUsers, type Surroundings, surroundingsOf } from './user-list-repository.ts';
import { findUsers } from './user-repository.ts';
import { matchedBy, readSearch, type UserSearch } from './user-search-repository.ts';

/** One page of the list: people, then what the list shows beside them. */
export async function readUsers(
  deps: PlatformDeps,
  query: HandlerInputOf<'users.list'>['query'],
): Promise<AnswerOf<'users.list'>> {
  const { limit, cursor, sort, q, ...filters } = query;
  const search = q?.trim() ? await readSearch(deps.database, deps.keys, q) : null;
  const page = await listUsers(deps.database, filters, search, { limit, cursor, sort });
  const around = await surroundingsOf(
    deps.database,
    page.rows.map((row) => row.id),
  );
  const items = page.rows.map((row) => rowAnswer(row, around.get(row.id), search));
  return { items, next_cursor: page.nextCursor, total: page.total };
}

function rowAnswer(row: ShownUser, around: Surroundings | undefined, search: UserSearch | null): UserListRow {
  return {
    ...userAnswer(row),
    week: isoWeekOf(row.created_at),
    batch: around?.batch_id && around.batch_name !== null ? { id: around.batch_id, name: around.batch_name } : null,
    onboarding:
      around && around.steps_done !== null
        ? {
            step: around.next_step,
            steps_done: around.steps_done,
            progress_percentage: progressOf(around.steps_done),
          }
        : null,
    matched_by: search ? matchedBy(search, row) : [],
  };
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
      await queueTokenMail(transaction, deps, user, 'verify_email');
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
