import { randomUUID } from 'node:crypto';
import type { AnswerOf } from '#contract/operations.ts';
import type { ViewAs, ViewPart } from '#contract/view-as.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { type AuditEvent, recordAudit } from '#platform/audit/record.ts';
import { isUniqueViolation } from '#platform/db/errors.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import type { MailComposer } from '#platform/outbox/compose-mail.ts';
import { userEvent } from '#platform/users/account-changes.ts';
import { lockAccount, stateConflict } from '#platform/users/account-rules.ts';
import type { ShownUser } from '#platform/users/user-answer.ts';
import { findUser } from '#platform/users/user-repository.ts';
import { contentOf } from './content.ts';
import { endView } from './events.ts';
import { findView, hasLook, insertLook, insertView, listLooks, lockOpenViews, type ViewRow } from './repository.ts';

/** How long a view lasts if nobody ends it before. */
const viewMilliseconds = 15 * 60_000;
/** How long a look may be asked for again as the same: a console that waits in vain tries three times within it. */
const sameLookMilliseconds = 2 * 60_000;

interface ViewParams {
  id: string;
  view_id: string;
}

/**
 * Begins a view of one member, and ends the one that the viewer had. Nothing of the member's is made for it: no
 * session, no token. Whoever looks is signed in as themselves, and each look asks for that anew.
 *
 * @throws ProblemError `state_conflict` for staff and for a deleted account, `conflict` if two are begun at once
 */
export async function startView(
  deps: PlatformDeps,
  userId: string,
  reason: string,
  context: RequestContext,
): Promise<ViewAs> {
  const viewer = requireActor(context);
  const at = deps.clock.now();
  try {
    return await deps.database.transaction().execute(async (transaction) => {
      const user = await lockAccount(transaction, userId, false);
      requireViewable(user);
      const former = await endFormer(transaction, viewer.id, at);
      const view = await insertView(transaction, {
        id: randomUUID(),
        user_id: user.id,
        viewer_id: viewer.id,
        reason,
        started_at: at,
        expires_at: new Date(at.getTime() + viewMilliseconds),
        ended_at: null,
        ended: null,
      });
      const details = { view_id: view.id, expires_at: view.expires_at.toISOString() };
      const started = userEvent(user, 'user.view_as.started', details, { reason });
      await recordAudit(transaction, at, auditActorOf(context), [...former, started]);
      return viewAnswer(transaction, view, user, at);
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'member_views_open')) throw error;
    throw new ProblemError(
      'conflict',
      'You began another view at the same moment, and only one can be open at a time. This one was not begun; try again.',
    );
  }
}

async function endFormer(transaction: Executor, viewerId: string, at: Date): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (const view of await lockOpenViews(transaction, viewerId)) {
    const user = await findUser(transaction, view.user_id);
    if (!user) continue;
    const ended = view.expires_at <= at ? 'expired' : 'replaced';
    events.push((await endView(transaction, view, user, at, ended)).event);
  }
  return events;
}

/** How a view stands. Asking for it is no look at anything of the member's. */
export async function readView(deps: PlatformDeps, params: ViewParams, context: RequestContext): Promise<ViewAs> {
  const { view, user } = await ownView(deps.database, params, context, { lock: false });
  return viewAnswer(deps.database, view, user, deps.clock.now());
}

/**
 * A part of what the member sees. The look is committed with the answer: what can't be written down isn't shown. One
 * that is asked for again because its answer was lost is the same look.
 *
 * @throws ProblemError `view_ended` when its time is over or it was ended, `state_conflict` for a deleted account
 */
export function readPart(
  deps: PlatformDeps,
  compose: MailComposer,
  params: ViewParams & { part: ViewPart; look_id?: string | undefined },
  context: RequestContext,
): Promise<AnswerOf<'view_as.read'>> {
  const at = deps.clock.now();
  const { part, look_id: lookId = null } = params;
  return deps.database.transaction().execute(async (transaction) => {
    const { view, user } = await ownView(transaction, params, context, { lock: true });
    requireOpen(view, at);
    requireViewable(user);
    const content = await contentOf(transaction, compose, part, user, at);
    const look = { viewId: view.id, lookId, part, at };
    // The view is held, so of two that ask at once the second sees what the first wrote down.
    const again = await hasLook(transaction, look, new Date(at.getTime() - sameLookMilliseconds));
    if (!again) await insertLook(transaction, look);
    const answer = { view: await viewAnswer(transaction, view, user, at), content };
    if (again) return answer;
    const looked = userEvent(user, 'user.view_as.viewed', { view_id: view.id, part });
    await recordAudit(transaction, at, auditActorOf(context), [looked]);
    return answer;
  });
}

/** Ends a view before its time. One that has ended stays as it ended. */
export function endViewOf(deps: PlatformDeps, params: ViewParams, context: RequestContext): Promise<ViewAs> {
  const at = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const { view, user } = await ownView(transaction, params, context, { lock: true });
    if (view.ended_at !== null || view.expires_at <= at) return viewAnswer(transaction, view, user, at);
    const { view: closed, event } = await endView(transaction, view, user, at, 'by_viewer');
    const answer = await viewAnswer(transaction, closed, user, at);
    await recordAudit(transaction, at, auditActorOf(context), [event]);
    return answer;
  });
}

/** @throws ProblemError `not_found`, `forbidden` for a view that somebody else began */
async function ownView(
  executor: Executor,
  { id, view_id: viewId }: ViewParams,
  context: RequestContext,
  options: { lock: boolean },
): Promise<{ view: ViewRow; user: ShownUser }> {
  const view = await findView(executor, viewId, options);
  if (!view || view.user_id !== id) throw notFound('view of this user');
  if (view.viewer_id !== requireActor(context).id) {
    throw new ProblemError(
      'forbidden',
      'Somebody else began this view, and it is for them alone: what is looked at is written down under their name. Begin one of your own.',
    );
  }
  const user = await findUser(executor, id);
  if (!user || user.purged_at) throw notFound('user');
  return { view, user };
}

/** @throws ProblemError `state_conflict` */
function requireViewable(user: Pick<ShownUser, 'role' | 'state' | 'full_name'>): void {
  if (user.role !== 'member') {
    throw stateConflict(`${user.full_name} is staff, and only members can be viewed as.`);
  }
  if (user.state === 'deleted') {
    throw stateConflict(`The account of ${user.full_name} is deleted, so they see nothing.`);
  }
}

/** @throws ProblemError `view_ended` */
function requireOpen(view: ViewRow, at: Date): void {
  if (view.ended_at === null && view.expires_at > at) return;
  const how =
    view.ended === 'by_viewer'
      ? 'You ended this view.'
      : view.ended === 'replaced'
        ? 'This view ended when you began another one.'
        : 'The 15 minutes of this view are over.';
  throw new ProblemError('view_ended', `${how} Nothing more of it is shown; begin another one to go on looking.`);
}

async function viewAnswer(executor: Executor, view: ViewRow, user: ShownUser, at: Date): Promise<ViewAs> {
  const looks = await listLooks(executor, view.id);
  const expired = view.ended_at === null && view.expires_at <= at;
  const endedAt = expired ? view.expires_at : view.ended_at;
  const { id, full_name, email, state } = user;
  return {
    id: view.id,
    user: { id, full_name, email, state },
    reason: view.reason,
    started_at: view.started_at.toISOString(),
    expires_at: view.expires_at.toISOString(),
    seconds_left: endedAt ? 0 : Math.ceil((view.expires_at.getTime() - at.getTime()) / 1000),
    ended_at: endedAt?.toISOString() ?? null,
    ended: expired ? 'expired' : view.ended,
    viewed: looks.map(({ part, at: lookedAt }) => ({ part, at: lookedAt.toISOString() })),
  };
}
