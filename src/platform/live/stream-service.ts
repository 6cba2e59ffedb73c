import type { LiveTopic } from '#contract/live.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { EventSource } from '#platform/http/event-answer.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { positionOf } from './event-text.ts';

/** @throws ProblemError `rate_limited` or `unavailable` where too many read already */
export function openStream(
  { live }: Pick<PlatformDeps, 'live'>,
  { topics }: HandlerInputOf<'metrics.stream'>['query'],
  context: RequestContext,
): Promise<EventSource> {
  // The contract has just said that it is nothing else.
  const wanted = new Set(topics.split(',') as LiveTopic[]);
  const { lastEventId } = context;
  const position = lastEventId === undefined || lastEventId === '' ? null : positionOf(lastEventId);
  return live.admit({ sessionId: requireActor(context).sessionId, topics: wanted }, position);
}
