import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { findUserByEmail, lockUser } from '#platform/users/user-repository.ts';
import { setPassword } from './account-repository.ts';
import { hashPassword, passwordMatches } from './password-hash.ts';
import { requireUncommonPassword } from './password-policy.ts';
import { revokeSessions } from './session-repository.ts';
import { voidResetLinks } from './user-token-repository.ts';

/**
 * Sets another password for whoever asks. Every other session ends, since somebody who had the old one may be in it, and
 * so do links that would set another.
 *
 * @throws ProblemError `invalid_credentials`, or `validation` for a common password and for the present one
 */
export async function changePassword(
  deps: PlatformDeps,
  body: HandlerInputOf<'auth.change_password'>['body'],
  context: RequestContext,
): Promise<AnswerOf<'auth.change_password'>> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  const known = await findUserByEmail(deps.database, actor.email);
  if (known?.id !== actor.id) throw notFound('user');
  if (!(await passwordMatches(known.password_hash, body.current_password))) throw wrong();
  if (body.password === body.current_password) {
    const message = 'This is the password that you have. Take another one';
    throw new ProblemError('validation', `password: ${message}. Nothing was changed.`, {
      errors: [{ path: 'password', message }],
    });
  }
  requireUncommonPassword(body.password, { email: known.email, username: known.username, fullName: known.full_name });
  const passwordHash = await hashPassword(body.password);
  const ended = await deps.database.transaction().execute(async (transaction) => {
    const user = await lockUser(transaction, actor.id);
    // Somebody else with the same password was faster: what was proven is no longer so.
    if (!user || user.password_hash !== known.password_hash) throw wrong();
    await setPassword(transaction, user.id, passwordHash, at);
    await voidResetLinks(transaction, user.id, at);
    const others = { userId: user.id, exceptSessionId: actor.sessionId };
    const sessions = await revokeSessions(transaction, others, at, 'password_changed', user.id);
    await recordAudit(transaction, at, auditActorOf(context), [
      {
        action: 'user.password_changed',
        subjectType: 'user',
        subjectId: user.id,
        details: { sessions_ended: sessions },
        personal: { subject_name: user.email, address: context.address },
      },
    ]);
    return sessions;
  });
  return { sessions_revoked: ended };
}

function wrong(): ProblemError {
  return new ProblemError('invalid_credentials', 'The present password is wrong. Nothing was changed.');
}
