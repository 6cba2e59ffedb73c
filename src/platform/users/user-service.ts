import { randomUUID } from 'node:crypto';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { hashPassword } from '#platform/auth/password-hash.ts';
import { requireUncommonPassword } from '#platform/auth/password-policy.ts';
import { queueVerification } from '#platform/auth/verification.ts';
import { coalesce } from '#platform/db/coalesce.ts';
import { isUniqueViolation } from '#platform/db/errors.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { RequestContext } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { userAnswer } from './user-answer.ts';
import { findUsers, insertUser, listUsers } from './user-repository.ts';

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

/** @throws ProblemError `already_exists`, or `validation` for a common password */
export async function addStaff(
  deps: PlatformDeps,
  body: HandlerInputOf<'users.create'>['body'],
  context: RequestContext,
): Promise<AnswerOf<'users.create'>> {
  requireUncommonPassword(body.password, { email: body.email, fullName: body.full_name });
  const passwordHash = await hashPassword(body.password);
  const now = deps.clock.now();
  try {
    return await deps.database.transaction().execute(async (transaction) => {
      const user = await insertUser(transaction, {
        id: randomUUID(),
        email: body.email,
        username: null,
        full_name: body.full_name,
        company: null,
        role: body.role,
        password_hash: passwordHash,
        email_verified_at: null,
        totp_secret_encrypted: null,
        totp_enabled_at: null,
        totp_last_step: null,
        beta_tier: null,
        beta_activated_at: null,
        created_at: now,
        updated_at: now,
        last_seen_at: null,
        deleted_at: null,
      });
      await queueVerification(transaction, deps, user);
      await recordAudit(transaction, now, auditActorOf(context), [
        {
          action: 'user.created',
          subjectType: 'user',
          subjectId: user.id,
          details: { role: user.role },
          personal: { subject_name: user.email, full_name: user.full_name },
        },
      ]);
      return userAnswer(user);
    });
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new ProblemError('already_exists', `There is already an account for ${body.email}. Nothing was changed.`);
    }
    throw error;
  }
}
