import { randomInt, randomUUID } from 'node:crypto';
import type { HandlerInputOf } from '#contract/operations.ts';
import type { RegistrationAnswer } from '#contract/registration.ts';
import { type AuditEvent, recordAudit } from '#platform/audit/record.ts';
import { hashPassword } from '#platform/auth/password-hash.ts';
import { requireUncommonPassword } from '#platform/auth/password-policy.ts';
import { queueTokenMail } from '#platform/auth/token-mail.ts';
import { moveSeats, readSeats } from '#platform/capacity/ledger-repository.ts';
import { isUniqueViolation } from '#platform/db/errors.ts';
import type { Executor } from '#platform/db/open.ts';
import type { InvitationRow } from '#platform/db/schema.ts';
import type { LicencesTable, SubscriptionsTable } from '#platform/db/tables/users.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { RequestContext } from '#platform/http/handlers.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { queueMails } from '#platform/outbox/queue-mail.ts';
import { userAnswer } from '#platform/users/user-answer.ts';
import { insertUser } from '#platform/users/user-repository.ts';
import { formatLicenceKey } from '#shared/licence-key.ts';
import { readCode, requireRedeemable } from './redeem.ts';
import { insertLicence, insertOnboarding, insertSubscription, markUsed } from './repository.ts';

export type RegistrationInput = HandlerInputOf<'registration.register'>['body'];

/** Days of the free beta subscription, from activation. */
const subscriptionDays = 90;

/**
 * Redeems a code: seat, user, subscription, licence, mails and audit entries are one transaction, so that whatever goes
 * wrong leaves the code as good as it was.
 *
 * @throws ProblemError as the contract of `registration.register` lists
 */
export async function register(
  deps: PlatformDeps,
  body: RegistrationInput,
  context: RequestContext,
): Promise<RegistrationAnswer> {
  const code = readCode(body.invitation_code);
  // Looked at before the password is hashed, so that guessing codes doesn't cost the platform more than the guesser.
  const invited = await requireRedeemable(deps.database, deps, code, { lock: false });
  requireUncommonPassword(body.password, { email: invited.email, username: body.username, fullName: body.full_name });
  const passwordHash = await hashPassword(body.password);
  try {
    const answer = await deps.database
      .transaction()
      .execute((transaction) => redeem(transaction, deps, { ...body, code, passwordHash }, context));
    deps.wakeJobs();
    return answer;
  } catch (error) {
    if (isUniqueViolation(error, 'users_username')) throw usernameTaken(body.username);
    if (isUniqueViolation(error, 'users_email')) throw addressTaken();
    throw error;
  }
}

async function redeem(
  transaction: Executor,
  deps: PlatformDeps,
  input: RegistrationInput & { code: string; passwordHash: string },
  context: RequestContext,
): Promise<RegistrationAnswer> {
  const at = deps.clock.now();
  const seats = await readSeats(transaction, { lock: true });
  const invitation = await requireRedeemable(transaction, deps, input.code, { lock: true });
  if (!(await moveSeats(transaction, { reserved: -1, used: 1 }))) throw betaIsFull(seats.capacity);
  const user = await insertUser(transaction, {
    id: randomUUID(),
    email: invitation.email,
    username: input.username,
    full_name: input.full_name,
    company: input.company || null,
    role: 'member',
    state: 'active',
    password_hash: input.passwordHash,
    is_beta_user: true,
    beta_tier: invitation.tier,
    beta_activated_at: at,
    created_at: at,
    updated_at: at,
  });
  await markUsed(transaction, invitation.id, user.id, at);
  const { subscription, licence } = entitlements(user.id, invitation.tier, at);
  await insertSubscription(transaction, subscription);
  await insertLicence(transaction, licence);
  await insertOnboarding(transaction, user.id, at);
  await queueTokenMail(transaction, deps, user, 'verify_email');
  await queueMails(transaction, deps, [
    {
      kind: 'welcome',
      to: user.email,
      subject: 'Welcome to the 4UAI beta',
      data: {
        full_name: user.full_name,
        username: input.username,
        tier: invitation.tier,
        ends_at: subscription.ends_at.toISOString(),
      },
      secret: licence.licence_key,
      userId: user.id,
    },
  ]);
  const actor = { id: user.id, role: 'member', requestId: context.requestId };
  await recordAudit(transaction, at, actor, events(invitation, subscription, context));
  const { user_id: _userId, ...shown } = subscription;
  return {
    user: userAnswer(user),
    subscription: { ...shown, starts_at: shown.starts_at.toISOString(), ends_at: shown.ends_at.toISOString() },
    licence_key: licence.licence_key,
  };
}

/** 90 days at no price, and the licence that goes with them. */
function entitlements(
  userId: string,
  tier: InvitationRow['tier'],
  at: Date,
): { subscription: SubscriptionsTable; licence: LicencesTable } {
  const endsAt = new Date(at.getTime() + subscriptionDays * 86_400_000);
  const subscription = {
    id: randomUUID(),
    user_id: userId,
    is_beta: true,
    tier,
    price_usd_micros: 0,
    starts_at: at,
    ends_at: endsAt,
  };
  const licence = {
    id: randomUUID(),
    user_id: userId,
    subscription_id: subscription.id,
    licence_key: formatLicenceKey(() => randomInt(32)),
    issued_at: at,
    expires_at: endsAt,
  };
  return { subscription, licence };
}

function events(invitation: InvitationRow, subscription: SubscriptionsTable, context: RequestContext): AuditEvent[] {
  const personal = { subject_name: invitation.email };
  const { user_id: userId, tier } = subscription;
  return [
    {
      action: 'invitation.used',
      subjectType: 'invitation',
      subjectId: invitation.id,
      details: { user_id: userId },
      personal,
    },
    {
      action: 'user.registered',
      subjectType: 'user',
      subjectId: userId,
      details: { tier, invitation_id: invitation.id, subscription_ends_at: subscription.ends_at.toISOString() },
      personal: { ...personal, address: context.address },
    },
  ];
}

function betaIsFull(capacity: number): ProblemError {
  return new ProblemError(
    'capacity_exhausted',
    `All ${capacity} seats of the beta are in use at the moment. Nothing was saved and your invitation stays good; try again when a seat is free, or ask whoever invited you.`,
  );
}

function usernameTaken(username: string): ProblemError {
  return new ProblemError(
    'already_exists',
    `The username “${username}” is taken. Nothing was saved; choose another one.`,
    {
      errors: [{ path: 'username', message: 'This username is taken; choose another one' }],
    },
  );
}

function addressTaken(): ProblemError {
  const message = 'The invited address has an account already. Sign in, or ask for a reset link.';
  return new ProblemError('already_exists', `${message} Nothing was saved.`, {
    errors: [{ path: 'invitation_code', message }],
  });
}
