import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import { queueTokenMail } from '#platform/auth/token-mail.ts';
import { voidUserTokens } from '#platform/auth/user-token-repository.ts';
import { moveSeats, readSeats } from '#platform/capacity/ledger-repository.ts';
import { isUniqueViolation } from '#platform/db/errors.ts';
import type { Executor } from '#platform/db/open.ts';
import type { UserRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { type Changed, deleteAccount, reactivateAccount, suspendAccount, userEvent } from './account-changes.ts';
import { type Changer, lockAccount, requireReach, requireReplaceable, stateConflict } from './account-rules.ts';
import { userAnswer } from './user-answer.ts';
import { changeUser, type UserChanges } from './user-repository.ts';

type UpdateBody = HandlerInputOf<'users.update'>['body'];

export async function suspendUser(
  deps: PlatformDeps,
  id: string,
  reason: string,
  context: RequestContext,
): Promise<AnswerOf<'users.suspend'>> {
  return answerOf(
    await change(deps, id, context, { endsAdmin: true }, (transaction, user, changer, at) =>
      suspendAccount(transaction, changer, user, reason, at),
    ),
  );
}

export async function reactivateUser(
  deps: PlatformDeps,
  id: string,
  context: RequestContext,
): Promise<AnswerOf<'users.reactivate'>> {
  const changed = await change(deps, id, context, { endsAdmin: false }, (transaction, user, changer, at) =>
    reactivateAccount(transaction, changer, user, at),
  );
  return userAnswer(changed.user);
}

/** Hides the account and gives its seat back; `purgeDeleted` erases it when the retention is over. */
export async function deleteUser(
  deps: PlatformDeps,
  id: string,
  reason: string | undefined,
  context: RequestContext,
): Promise<AnswerOf<'users.delete'>> {
  const options = { endsAdmin: true, seats: true };
  return answerOf(
    await change(deps, id, context, options, async (transaction, user, changer, at) => {
      const changed = await deleteAccount(transaction, changer, user, reason, at);
      if (user.is_beta_user) await moveSeats(transaction, { used: -1 });
      return changed;
    }),
  );
}

/** @throws ProblemError `state_conflict`, `capacity_exhausted`, or `already_exists` when the address was taken meanwhile */
export async function restoreUser(
  deps: PlatformDeps,
  id: string,
  context: RequestContext,
): Promise<AnswerOf<'users.restore'>> {
  const options = { endsAdmin: false, seats: true };
  const changed = await change(deps, id, context, options, async (transaction, user, _changer, at) => {
    if (user.state !== 'deleted') throw stateConflict(`The account of ${user.full_name} is not deleted.`);
    if (user.is_beta_user && !(await moveSeats(transaction, { used: 1 }))) {
      throw new ProblemError(
        'capacity_exhausted',
        'All seats are used or reserved, and a restored member takes one. Nothing was changed; revoke an invitation or raise the capacity.',
      );
    }
    const state = user.suspended_at ? 'suspended' : 'active';
    const restored = await changeUser(transaction, user.id, { state, deleted_at: null, purge_at: null }, at);
    return { user: restored, sessionsRevoked: 0, events: [userEvent(user, 'user.restored', { state })] };
  });
  return userAnswer(changed.user);
}

/** Changes a profile if it still is the version that was read. */
export async function updateUser(
  deps: PlatformDeps,
  id: string,
  body: UpdateBody,
  context: RequestContext,
): Promise<AnswerOf<'users.update'>> {
  const options = { endsAdmin: body.role !== undefined };
  const changed = await change(deps, id, context, options, async (transaction, user, changer, at) => {
    const changes = await allowedChanges(transaction, changer, user, body);
    const fields = Object.keys(changes) as (keyof typeof changes)[];
    if (fields.length === 0) return { user, sessionsRevoked: 0, events: [] };
    if (changes.email) {
      // Links in mails to the old address must not open the account of the new one.
      await voidUserTokens(transaction, user.id, at);
      changes.email_verified_at = null;
    }
    const updated = await changeUser(transaction, user.id, changes, at);
    if (changes.email) await queueTokenMail(transaction, deps, updated, 'verify_email');
    const roles = changes.role ? { role: { before: user.role, after: changes.role } } : {};
    const shown = fields.filter((field) => field !== 'role');
    const before = Object.fromEntries(shown.map((field) => [field, user[field]]));
    const after = Object.fromEntries(shown.map((field) => [field, changes[field] ?? null]));
    const event = userEvent(user, 'user.updated', { fields, ...roles }, { before, after });
    return { user: updated, sessionsRevoked: 0, events: [event] };
  });
  if (body.email !== undefined) deps.wakeJobs();
  return userAnswer(changed.user);
}

/** @throws ProblemError `forbidden`, `conflict` or `state_conflict` */
async function allowedChanges(
  transaction: Executor,
  changer: Changer,
  user: UserRow,
  body: UpdateBody,
): Promise<UserChanges> {
  requireReach(changer, user);
  if (user.state === 'deleted') {
    throw stateConflict(`The account of ${user.full_name} is deleted; restore it before changing it.`);
  }
  if (changer.role !== 'admin' && (body.email !== undefined || body.role !== undefined)) {
    throw new ProblemError(
      'forbidden',
      'E-mail addresses and roles are changed by admins: whoever holds the address can take over the account. Nothing was changed.',
    );
  }
  if (user.version !== body.version) {
    throw new ProblemError(
      'conflict',
      `Somebody changed this account after you read it (it is version ${user.version} now, you had ${body.version}). Nothing was changed; look at it again, then repeat your change.`,
    );
  }
  const wanted: UserChanges = {
    ...(body.full_name === undefined ? {} : { full_name: body.full_name }),
    ...(body.company === undefined ? {} : { company: body.company || null }),
    ...(body.username === undefined ? {} : { username: body.username }),
    ...(body.email === undefined ? {} : { email: body.email }),
    ...(body.role === undefined ? {} : { role: body.role }),
  };
  const changes = Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => value !== user[field as keyof UserRow]),
  ) as UserChanges;
  if (changes.role) {
    if (user.role === 'member') {
      throw stateConflict('A member of the beta can’t be made staff. Add a staff account with another address.');
    }
    await requireReplaceable(transaction, changer, user, 'given another role');
  }
  return changes;
}

interface ChangeOptions {
  endsAdmin: boolean;
  /** Seats are locked before everything else, where they may move. */
  seats?: boolean;
}

/** One account, one transaction: its row is held, the change is made, and the audit entries come last. */
async function change(
  deps: PlatformDeps,
  id: string,
  context: RequestContext,
  options: ChangeOptions,
  work: (transaction: Executor, user: UserRow, changer: Changer, at: Date) => Promise<Changed>,
): Promise<Changed> {
  const at = deps.clock.now();
  try {
    return await deps.database.transaction().execute(async (transaction) => {
      if (options.seats) await readSeats(transaction, { lock: true });
      const user = await lockAccount(transaction, id, options.endsAdmin);
      const changed = await work(transaction, user, requireActor(context), at);
      if (changed.events.length > 0) await recordAudit(transaction, at, auditActorOf(context), changed.events);
      return changed;
    });
  } catch (error) {
    if (isUniqueViolation(error, 'users_email')) throw taken('email', 'This address has an account already');
    if (isUniqueViolation(error, 'users_username')) throw taken('username', 'This username is taken');
    throw error;
  }
}

function taken(path: string, message: string): ProblemError {
  return new ProblemError('already_exists', `${message}. Nothing was changed.`, { errors: [{ path, message }] });
}

function answerOf({ user, sessionsRevoked }: Changed): AnswerOf<'users.suspend'> {
  return { user: userAnswer(user), sessions_revoked: sessionsRevoked };
}
