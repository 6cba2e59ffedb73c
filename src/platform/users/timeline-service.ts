import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { TimelineEvent } from '#contract/user-story.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound } from '#platform/http/problem.ts';
import { requireReach } from './account-rules.ts';
import { listTimeline, type TimelineView } from './timeline-repository.ts';
import { timelineWords } from './timeline-words.ts';
import { actorAnswer } from './user-answer.ts';
import { findUser } from './user-repository.ts';

/** What happened to one person, from all tables that know, in the order of time. */
export async function readTimeline(
  deps: PlatformDeps,
  id: string,
  query: HandlerInputOf<'users.timeline'>['query'],
  context: RequestContext,
): Promise<AnswerOf<'users.timeline'>> {
  const user = await findUser(deps.database, id);
  if (!user) throw notFound('user');
  requireReach(requireActor(context), user);
  const page = await listTimeline(deps.database, user, query.kind, query);
  return { items: page.rows.map(eventAnswer), next_cursor: page.nextCursor, total: page.total };
}

const subjects = {
  audit: 'audit_entry',
  mail: 'mail',
  sign_in: 'session',
  note: 'note',
  step: null,
  anomaly: 'session',
} as const;

function eventAnswer(view: TimelineView): TimelineEvent {
  const type = subjects[view.source];
  const role = view.actor_role === 'system' ? null : view.actor_role;
  return {
    key: view.key,
    kind: view.kind,
    at: view.at.toISOString(),
    actor: actorAnswer(view.actor_id, view.actor_name, role),
    words: timelineWords(view),
    subject: type && view.ref ? { type, id: view.ref } : null,
  };
}
