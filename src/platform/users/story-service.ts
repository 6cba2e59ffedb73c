import type { Role } from '#contract/common.ts';
import { onboardingStepSchema } from '#contract/onboarding-steps.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { UserAction, UserStory } from '#contract/user-story.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound } from '#platform/http/problem.ts';
import { listMailsTo } from '#platform/outbox/mails-to-repository.ts';
import { presentMail } from '#platform/outbox/service.ts';
import { maskCode } from '#shared/codes.ts';
import { isoWeekOf } from '#shared/weeks.ts';
import { type Changer, maySeeSessions, requireReach } from './account-rules.ts';
import { newestAnomalies } from './session-list-repository.ts';
import { anomalyAnswer } from './session-service.ts';
import { countsOf, invitationOf, lastStateChange, licenceOf, onboardingOf, stepsOf } from './story-repository.ts';
import { licenceAnswer, subscriptionAnswer } from './subscription-answer.ts';
import { currentSubscription, lastTierChange } from './tier-repository.ts';
import { tierChangeAnswer } from './tier-service.ts';
import { actorAnswer, type ShownUser, userAnswer } from './user-answer.ts';
import { findUser } from './user-repository.ts';

const shownAnomalies = 20;

/** Everything about one person that fits on one page. */
export async function readStory(deps: PlatformDeps, id: string, context: RequestContext): Promise<UserStory> {
  const { database } = deps;
  const now = deps.clock.now();
  const viewer = requireActor(context);
  const user = await findUser(database, id);
  if (!user) throw notFound('user');
  const [subscription, licence, invitation, onboarding, steps, change, counts, anomalies, stateChange] =
    await Promise.all([
      currentSubscription(database, id),
      licenceOf(database, id),
      invitationOf(database, id),
      onboardingOf(database, id),
      stepsOf(database, id),
      lastTierChange(database, id),
      countsOf(database, user, now),
      maySeeSessions(viewer, user) ? newestAnomalies(database, id, shownAnomalies) : [],
      user.state === 'active' ? undefined : lastStateChange(database, id, user.state),
    ]);
  const lastChange = change ? tierChangeAnswer(change, user.beta_tier, now) : null;
  return {
    user: userAnswer(user),
    week: isoWeekOf(user.created_at),
    allowed: allowedActions(viewer, user, lastChange?.undo_until != null),
    state_change: stateChange
      ? {
          at: stateChange.at.toISOString(),
          by: actorAnswer(stateChange.actor_id, stateChange.actor_name, stateChange.actor_role),
        }
      : null,
    subscription: subscription ? subscriptionAnswer(subscription, now) : null,
    licence: licence ? licenceAnswer(licence) : null,
    invitation: invitation
      ? {
          id: invitation.id,
          code: maskCode(invitation.tier, invitation.code_last_four),
          status: invitation.status,
          created_at: invitation.created_at.toISOString(),
          used_at: invitation.used_at?.toISOString() ?? null,
          created_by: actorAnswer(invitation.created_by, invitation.creator_name, invitation.creator_role),
          batch:
            invitation.batch_id && invitation.batch_name !== null
              ? { id: invitation.batch_id, name: invitation.batch_name }
              : null,
        }
      : null,
    onboarding: onboarding
      ? {
          step: onboarding.next_step,
          steps: onboardingStepSchema.options.map((step) => ({
            step,
            done_at: steps.get(step)?.toISOString() ?? null,
          })),
          steps_done: onboarding.steps_done,
          progress_percentage: progressOf(onboarding.steps_done),
          started_at: onboarding.started_at.toISOString(),
          completed_at: onboarding.completed_at?.toISOString() ?? null,
        }
      : null,
    last_tier_change: lastChange,
    counts,
    anomalies: anomalies.map(anomalyAnswer),
  };
}

export function progressOf(stepsDone: number): number {
  return Math.round((stepsDone / onboardingStepSchema.options.length) * 100);
}

/** What whoever looks could do next; the rules themselves are kept where the changes are made. */
function allowedActions(viewer: Changer, user: ShownUser, undoable: boolean): UserAction[] {
  const is = (...roles: Role[]) => roles.includes(viewer.role);
  const staff = user.role !== 'member';
  const self = viewer.id === user.id;
  const reach = !staff || is('admin');
  const present = user.state !== 'deleted';
  // Of an erased account only facts are left: there is nothing that could be done to it.
  const erased = user.purged_at !== null;
  const allowed: Record<UserAction, boolean> = {
    update: reach && present,
    change_email: is('admin') && present,
    change_role: is('admin') && staff && !self && present,
    suspend: reach && is('ops', 'admin') && !self && user.state === 'active',
    reactivate: reach && is('ops', 'admin') && user.state === 'suspended',
    delete: is('admin') && !self && present,
    restore: is('admin') && !present && !erased,
    change_tier: is('admin') && user.beta_tier !== null && present,
    undo_tier: is('admin') && undoable && present,
    revoke_sessions: (reach || self) && present,
    see_sessions: maySeeSessions(viewer, user),
    see_notes: reach,
    add_note: reach && !erased,
    view_as: !staff && present,
  };
  return (Object.keys(allowed) as UserAction[]).filter((action) => allowed[action]);
}

/** Mails to one person, without their text. */
export async function readMailsTo(
  deps: PlatformDeps,
  id: string,
  query: HandlerInputOf<'users.mails'>['query'],
  context: RequestContext,
): Promise<AnswerOf<'users.mails'>> {
  const user = await findUser(deps.database, id);
  if (!user) throw notFound('user');
  requireReach(requireActor(context), user);
  const page = await listMailsTo(deps.database, user, query);
  return { items: page.rows.map(presentMail), next_cursor: page.nextCursor, total: page.total };
}
