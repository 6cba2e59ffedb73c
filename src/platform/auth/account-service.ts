import { setTimeout as wait } from 'node:timers/promises';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { RequestContext } from '#platform/http/handlers.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { findUserByEmail, lockUser } from '#platform/users/user-repository.ts';
import { markVerified, setPassword } from './account-repository.ts';
import { hashToken } from './opaque-token.ts';
import { hashPassword } from './password-hash.ts';
import { requireUncommonPassword } from './password-policy.ts';
import { revokeSessions } from './session-repository.ts';
import { queueTokenMail } from './token-mail.ts';
import { findUserToken, spendUserToken } from './user-token-repository.ts';

/** The answer about an address takes this long whether it has an account or not. */
const evenMilliseconds = 250;

/** @throws ProblemError `token_invalid` */
export async function verifyEmail(
  deps: PlatformDeps,
  token: string,
  context: RequestContext,
): Promise<AnswerOf<'auth.verify_email'>> {
  const now = deps.clock.now();
  const hash = hashToken(deps.keys, 'verify_email', token);
  const email = await deps.database.transaction().execute(async (transaction) => {
    const spent = await spendUserToken(transaction, 'verify_email', hash, now);
    if (!spent?.userId) return null;
    const verified = await markVerified(transaction, spent.userId, now);
    if (!verified) return null;
    await recordAudit(transaction, now, { id: spent.userId, role: verified.role, requestId: context.requestId }, [
      {
        action: 'user.email_verified',
        subjectType: 'user',
        subjectId: spent.userId,
        personal: { subject_name: verified.email },
      },
    ]);
    return verified.email;
  });
  if (!email) throw linkInvalid();
  return { email };
}

/** Queues a reset mail if the address has an account. Answer and duration are the same if not. */
export async function requestPasswordReset(
  deps: PlatformDeps,
  email: string,
  context: RequestContext,
): Promise<AnswerOf<'auth.forgot_password'>> {
  const even = wait(evenMilliseconds);
  try {
    await queueReset(deps, email, context);
  } finally {
    await even;
  }
  return { message: 'If this address has an account, a reset link is on its way. It is good for one hour.' };
}

async function queueReset(deps: PlatformDeps, email: string, context: RequestContext): Promise<void> {
  const user = await findUserByEmail(deps.database, email);
  if (user?.state !== 'active') return;
  const now = deps.clock.now();
  await deps.database.transaction().execute(async (transaction) => {
    await queueTokenMail(transaction, deps, user, 'reset_password');
    await recordAudit(transaction, now, { id: null, role: 'system', requestId: context.requestId }, [
      {
        action: 'user.password_reset_requested',
        subjectType: 'user',
        subjectId: user.id,
        personal: { subject_name: user.email, address: context.address },
      },
    ]);
  });
  deps.wakeJobs();
}

/**
 * Sets the password and ends every session of the user. A password that is refused leaves the link good for another try.
 *
 * @throws ProblemError `token_invalid`, or `validation` for a common password
 */
export async function resetPassword(
  deps: PlatformDeps,
  body: HandlerInputOf<'auth.reset_password'>['body'],
  context: RequestContext,
): Promise<AnswerOf<'auth.reset_password'>> {
  const now = deps.clock.now();
  const hash = hashToken(deps.keys, 'reset_password', body.token);
  const known = await findUserToken(deps.database, 'reset_password', hash, now);
  if (!known) throw linkInvalid();
  requireUncommonPassword(body.password, { email: known.email, username: known.username, fullName: known.full_name });
  const passwordHash = await hashPassword(body.password);
  const email = await deps.database.transaction().execute(async (transaction) => {
    const spent = await spendUserToken(transaction, 'reset_password', hash, now);
    const user = spent?.userId ? await lockUser(transaction, spent.userId) : undefined;
    if (!user || user.deleted_at) return null;
    await setPassword(transaction, user.id, passwordHash, now);
    // Who can read the mailbox has proven the address, too.
    await markVerified(transaction, user.id, now);
    const ended = await revokeSessions(transaction, { userId: user.id }, now, 'password_reset', user.id);
    await recordAudit(transaction, now, { id: user.id, role: user.role, requestId: context.requestId }, [
      {
        action: 'user.password_reset',
        subjectType: 'user',
        subjectId: user.id,
        details: { sessions_ended: ended },
        personal: { subject_name: user.email, address: context.address },
      },
    ]);
    return user.email;
  });
  if (!email) throw linkInvalid();
  return { email };
}

function linkInvalid(): ProblemError {
  return new ProblemError(
    'token_invalid',
    'This link is not valid: it was used already, is too old, or a newer one was sent. Ask for a new one.',
  );
}
