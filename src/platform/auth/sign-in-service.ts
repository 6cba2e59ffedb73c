import { randomUUID } from 'node:crypto';
import type { TokenAnswer } from '#contract/auth.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { UserRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { RequestContext } from '#platform/http/handlers.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { decrypt } from '#platform/security/encryption.ts';
import { signedInUser } from '#platform/users/user-answer.ts';
import { findUserByEmail, lockUser } from '#platform/users/user-repository.ts';
import { type AccessTokens, accessTokenSeconds } from './access-token.ts';
import { deviceName } from './device-name.ts';
import { hashToken, newRefreshToken } from './opaque-token.ts';
import { passwordMatches } from './password-hash.ts';
import { insertRefreshToken } from './refresh-token-repository.ts';
import { insertSession } from './session-repository.ts';
import { insertFailedSignIn } from './sign-in-repository.ts';
import { noteSignIn } from './sign-in-watch.ts';
import { matchTotp } from './totp.ts';
import { acceptTotpStep } from './totp-repository.ts';

/** Life of a refresh token, and of a session that nobody refreshes. */
export const refreshMilliseconds = 7 * 24 * 3_600_000;

type Credentials = HandlerInputOf<'auth.signin'>['body'];
type Refusal = 'unknown_account' | 'wrong_password' | 'not_active' | 'totp_wrong';

const refusals: Record<Refusal, ProblemError['kind']> = {
  unknown_account: 'invalid_credentials',
  wrong_password: 'invalid_credentials',
  not_active: 'invalid_credentials',
  totp_wrong: 'totp_invalid',
};

const refusalTexts: Record<Refusal, string> = {
  unknown_account: 'E-mail address and password do not go together. Check both, or ask for a reset link.',
  wrong_password: 'E-mail address and password do not go together. Check both, or ask for a reset link.',
  not_active: 'This account is suspended. Ask an admin to reactivate it.',
  totp_wrong: 'The one-time code is wrong, too old or was used already. Wait for the next one and try again.',
};

/**
 * Signs in for the API: a session with a refresh token.
 *
 * @throws ProblemError `invalid_credentials`, `totp_required` or `totp_invalid`
 */
export async function signIn(
  deps: PlatformDeps,
  tokens: AccessTokens,
  body: Credentials,
  context: RequestContext,
): Promise<TokenAnswer> {
  const opened = await openSession(deps, body, context, {
    milliseconds: refreshMilliseconds,
    begin: async (transaction, { id, at, expiresAt }) => {
      const refreshToken = newRefreshToken();
      await insertRefreshToken(transaction, {
        id: randomUUID(),
        sessionId: id,
        hash: hashToken(deps.keys, 'refresh', refreshToken),
        at,
        expiresAt,
      });
      return refreshToken;
    },
  });
  return {
    access_token: await tokens.sign({ userId: opened.user.id, sessionId: opened.sessionId }),
    refresh_token: opened.begun,
    token_type: 'Bearer',
    expires_in: accessTokenSeconds,
    user: signedInUser(opened.user),
  };
}

/** How long a session lasts, and what belongs to it from the first moment. */
export interface SessionKind<Begun> {
  milliseconds: number;
  /** Runs in the transaction that opens the session. */
  begin(transaction: Executor, session: { id: string; at: Date; expiresAt: Date }): Promise<Begun>;
}

interface Opened<Begun> {
  sessionId: string;
  user: UserRow;
  begun: Begun;
}

/**
 * Opens a session of whatever kind, by the same rules for all. An unknown address costs the same time as a wrong password
 * and reads the same; every refusal is in the audit log (the limit on tries keeps it from being flooded).
 *
 * @throws ProblemError `invalid_credentials`, `totp_required` or `totp_invalid`
 */
export async function openSession<Begun>(
  deps: PlatformDeps,
  body: Credentials,
  context: RequestContext,
  kind: SessionKind<Begun>,
): Promise<Opened<Begun>> {
  const user = await findUserByEmail(deps.database, body.email);
  const matches = await passwordMatches(user?.password_hash, body.password);
  if (!user) return refuse(deps, context, body, null, 'unknown_account');
  if (!matches) return refuse(deps, context, body, user, 'wrong_password');
  if (user.state !== 'active') return refuse(deps, context, body, user, 'not_active');
  if (user.totp_enabled_at && body.totp === undefined) {
    throw new ProblemError(
      'totp_required',
      'This account has two-step sign-in. Send the code of your authenticator app too.',
    );
  }
  const opened = await openChecked(deps, user, body, context, kind);
  return typeof opened === 'string' ? refuse(deps, context, body, user, opened) : opened;
}

/** The reason where it can't be. The account is read again under a lock: what was checked must still hold. */
function openChecked<Begun>(
  deps: PlatformDeps,
  checked: UserRow,
  body: Credentials,
  context: RequestContext,
  kind: SessionKind<Begun>,
): Promise<Opened<Begun> | Refusal> {
  return deps.database.transaction().execute(async (transaction) => {
    const user = await lockUser(transaction, checked.id);
    if (!user || user.password_hash !== checked.password_hash) return 'wrong_password';
    if (user.state !== 'active') return 'not_active';
    const now = deps.clock.now();
    if (user.totp_enabled_at && user.totp_secret_encrypted) {
      const step = matchTotp(decrypt(deps.keys.encryption, user.totp_secret_encrypted), body.totp ?? '', now);
      if (step === null || !(await acceptTotpStep(transaction, user.id, step))) return 'totp_wrong';
    }
    const sessionId = randomUUID();
    const expiresAt = new Date(now.getTime() + kind.milliseconds);
    const device = body.device ?? deviceName(context.userAgent);
    await insertSession(transaction, {
      id: sessionId,
      userId: user.id,
      device,
      userAgent: context.userAgent,
      address: context.address,
      at: now,
      expiresAt,
    });
    const begun = await kind.begin(transaction, { id: sessionId, at: now, expiresAt });
    await noteSignIn(transaction, {
      user,
      sessionId,
      at: now,
      device,
      userAgent: context.userAgent,
      address: context.address,
      twoStep: user.totp_enabled_at !== null,
    });
    await recordAudit(transaction, now, { id: user.id, role: user.role, requestId: context.requestId }, [
      {
        action: 'session.opened',
        subjectType: 'session',
        subjectId: sessionId,
        details: { two_step: user.totp_enabled_at !== null },
        personal: { subject_name: user.email, address: context.address, device },
      },
    ]);
    return { sessionId, user, begun };
  });
}

async function refuse(
  deps: PlatformDeps,
  context: RequestContext,
  { email, device }: Pick<Credentials, 'email' | 'device'>,
  user: UserRow | null,
  reason: Refusal,
): Promise<never> {
  const now = deps.clock.now();
  await deps.database.transaction().execute(async (transaction) => {
    if (user) {
      const { address, userAgent } = context;
      const from = { device: device ?? deviceName(userAgent), userAgent, address };
      await insertFailedSignIn(transaction, { userId: user.id, at: now, reason, ...from });
    }
    await recordAudit(transaction, now, auditActorOf(context), [
      {
        action: 'session.refused',
        subjectType: 'user',
        subjectId: user?.id ?? null,
        details: { reason },
        personal: { subject_name: email, address: context.address },
      },
    ]);
  });
  throw new ProblemError(refusals[reason], refusalTexts[reason]);
}
