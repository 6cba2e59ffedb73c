import type { SignedInUser } from '#contract/auth.ts';
import type { AnswerOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { UserRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { decrypt, encrypt } from '#platform/security/encryption.ts';
import { signedInUser } from '#platform/users/user-answer.ts';
import { lockUser } from '#platform/users/user-repository.ts';
import { passwordMatches } from './password-hash.ts';
import { matchTotp, newTotpSecret, otpauthUrl } from './totp.ts';
import { acceptTotpStep, clearTotp, enableTotp, storeTotpSecret } from './totp-repository.ts';

/** Makes a secret that counts only after it is confirmed; a second call replaces the first. */
export async function enrolTotp(deps: PlatformDeps, context: RequestContext): Promise<AnswerOf<'auth.totp_enrol'>> {
  const secret = newTotpSecret();
  const email = await changeOwnAccount(deps, context, 'user.totp_enrolled', async (transaction, user, now) => {
    if (user.totp_enabled_at) throw alreadyOn();
    await storeTotpSecret(transaction, user.id, encrypt(deps.keys.encryption, secret), now);
    return user.email;
  });
  return { secret, otpauth_url: otpauthUrl(secret, email) };
}

/** @throws ProblemError `totp_invalid` or `state_conflict` */
export function confirmTotp(deps: PlatformDeps, code: string, context: RequestContext): Promise<SignedInUser> {
  return changeOwnAccount(deps, context, 'user.totp_enabled', async (transaction, user, now) => {
    if (user.totp_enabled_at) throw alreadyOn();
    await spendCode(deps, transaction, user, code, now);
    await enableTotp(transaction, user.id, now);
    return signedInUser({ ...user, totp_enabled_at: now });
  });
}

/** @throws ProblemError `invalid_credentials`, `totp_invalid` or `state_conflict` */
export function disableTotp(
  deps: PlatformDeps,
  proof: { password: string; totp: string },
  context: RequestContext,
): Promise<SignedInUser> {
  return changeOwnAccount(deps, context, 'user.totp_disabled', async (transaction, user, now) => {
    if (!user.totp_enabled_at) {
      throw new ProblemError('state_conflict', 'Two-step sign-in is not switched on. Nothing was changed.');
    }
    if (!(await passwordMatches(user.password_hash, proof.password))) {
      throw new ProblemError('invalid_credentials', 'The password is wrong. Two-step sign-in stays on.');
    }
    await spendCode(deps, transaction, user, proof.totp, now);
    await clearTotp(transaction, user.id, now);
    return signedInUser({ ...user, totp_enabled_at: null });
  });
}

/** Runs a change of the actor's own account with its audit entry in one transaction, the account locked. */
function changeOwnAccount<Value>(
  deps: PlatformDeps,
  context: RequestContext,
  action: string,
  change: (transaction: Executor, user: UserRow, now: Date) => Promise<Value>,
): Promise<Value> {
  const actor = requireActor(context);
  const now = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const user = await lockUser(transaction, actor.id);
    if (!user) throw notFound('user');
    const value = await change(transaction, user, now);
    await recordAudit(transaction, now, auditActorOf(context), [
      { action, subjectType: 'user', subjectId: user.id, personal: { subject_name: user.email } },
    ]);
    return value;
  });
}

async function spendCode(
  deps: PlatformDeps,
  transaction: Executor,
  user: UserRow,
  code: string,
  now: Date,
): Promise<void> {
  if (!user.totp_secret_encrypted) {
    throw new ProblemError('state_conflict', 'Two-step sign-in was not begun. Enrol first.');
  }
  const step = matchTotp(decrypt(deps.keys.encryption, user.totp_secret_encrypted), code, now);
  if (step === null || !(await acceptTotpStep(transaction, user.id, step))) {
    throw new ProblemError(
      'totp_invalid',
      'The one-time code is wrong, too old or was used already. Wait for the next one and try again.',
    );
  }
}

function alreadyOn(): ProblemError {
  return new ProblemError(
    'state_conflict',
    'Two-step sign-in is on already. Switch it off first to change the device.',
  );
}
