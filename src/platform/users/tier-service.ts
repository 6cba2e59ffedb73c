import { randomUUID } from 'node:crypto';
import type { Tier } from '#contract/common.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { TierChange } from '#contract/user-tiers.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { UserRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { type Changed, userEvent } from './account-changes.ts';
import { type Changer, lockAccount, stateConflict } from './account-rules.ts';
import { previewTier } from './tier-preview.ts';
import {
  currentSubscription,
  insertTierChange,
  lastTierChange,
  readPlans,
  type TierChangeView,
} from './tier-repository.ts';
import { actorAnswer, userAnswer } from './user-answer.ts';
import { changeUser, findUser } from './user-repository.ts';

const undoMilliseconds = 10 * 60_000;

export async function readTiers(deps: PlatformDeps): Promise<AnswerOf<'tiers.list'>> {
  return { items: await readPlans(deps.database) };
}

export async function previewUserTier(
  deps: PlatformDeps,
  id: string,
  to: Tier,
): Promise<AnswerOf<'users.tier.preview'>> {
  const user = await findUser(deps.database, id);
  if (!user) throw notFound('user');
  const from = requireTier(user);
  const [plans, subscription] = [await readPlans(deps.database), await currentSubscription(deps.database, id)];
  return previewTier(plans, from, to, subscription);
}

/** @throws ProblemError `conflict` when the tier is no longer the expected one */
export function changeTier(
  deps: PlatformDeps,
  id: string,
  body: HandlerInputOf<'users.tier'>['body'],
  context: RequestContext,
): Promise<AnswerOf<'users.tier'>> {
  return change(deps, id, context, (transaction, user, changer, at) => {
    const from = requireTier(user);
    if (from !== body.expected_tier) {
      throw new ProblemError(
        'conflict',
        `${user.full_name} is on ${from} now, not on ${body.expected_tier}: somebody changed it after you looked. Nothing was changed; look again, then decide.`,
      );
    }
    return moveTier(transaction, changer, user, { to: body.tier, reason: body.reason || null }, at);
  });
}

/** @throws ProblemError `state_conflict` when there is nothing to take back any more */
export function undoTier(
  deps: PlatformDeps,
  id: string,
  context: RequestContext,
): Promise<AnswerOf<'users.tier.undo'>> {
  return change(deps, id, context, async (transaction, user, changer, at) => {
    const last = await lastTierChange(transaction, id);
    if (!last || undoUntil(last, user.beta_tier, at) === null) {
      throw stateConflict(
        'The last change of tier can’t be taken back any more: that is possible once, for ten minutes. Change the tier instead.',
      );
    }
    return moveTier(transaction, changer, user, { to: last.from_tier, reason: null, undoes: last.id }, at);
  });
}

/**
 * Moves a member to a tier inside the caller's transaction, which holds the row.
 *
 * @throws ProblemError `state_conflict`, before anything is written
 */
export async function moveTier(
  transaction: Executor,
  changer: Changer,
  user: UserRow,
  wanted: { to: Tier; reason: string | null; undoes?: string },
  at: Date,
): Promise<Changed> {
  const from = requireTier(user);
  if (user.state === 'deleted') throw stateConflict(`The account of ${user.full_name} is deleted.`);
  if (from === wanted.to) throw stateConflict(`${user.full_name} is on ${from} already.`);
  const changed = await changeUser(transaction, user.id, { beta_tier: wanted.to }, at);
  const { to, reason, undoes = null } = wanted;
  await insertTierChange(transaction, {
    id: randomUUID(),
    userId: user.id,
    from,
    to,
    reason,
    by: changer.id,
    at,
    undoes,
  });
  const details = { from, to, ...(undoes ? { undo: true } : {}) };
  const event = userEvent(user, 'user.tier_changed', details, reason ? { reason } : {});
  return { user: changed, sessionsRevoked: 0, events: [event] };
}

export function tierChangeAnswer(view: TierChangeView, tier: Tier | null, now: Date): TierChange {
  return {
    from: view.from_tier,
    to: view.to_tier,
    at: view.changed_at.toISOString(),
    by: actorAnswer(view.changed_by, view.changer_name, view.changer_role),
    reason: view.reason,
    undo_until: undoUntil(view, tier, now)?.toISOString() ?? null,
  };
}

function undoUntil(view: TierChangeView, tier: Tier | null, now: Date): Date | null {
  const until = new Date(view.changed_at.getTime() + undoMilliseconds);
  return view.undoes || view.undone_at || view.to_tier !== tier || until <= now ? null : until;
}

function requireTier(user: Pick<UserRow, 'full_name' | 'beta_tier'>): Tier {
  if (user.beta_tier === null) throw stateConflict(`${user.full_name} is not a member of the beta and has no tier.`);
  return user.beta_tier;
}

async function change(
  deps: PlatformDeps,
  id: string,
  context: RequestContext,
  work: (transaction: Executor, user: UserRow, changer: Changer, at: Date) => Promise<Changed>,
): Promise<AnswerOf<'users.tier'>> {
  const at = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const user = await lockAccount(transaction, id, false);
    const changed = await work(transaction, user, requireActor(context), at);
    const last = await lastTierChange(transaction, id);
    if (!last) throw new Error('A change of tier vanished inside its own transaction.');
    await recordAudit(transaction, at, auditActorOf(context), changed.events);
    return { user: userAnswer(changed.user), change: tierChangeAnswer(last, changed.user.beta_tier, at) };
  });
}
