import {
  type ErrorEvent,
  errorEventSchema,
  type IngestAnswer,
  type RequestEvent,
  requestEventSchema,
  type UnreadableEvent,
  type UsageEvent,
  usageEventSchema,
} from '#contract/ingest.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { storeErrors } from './error-repository.ts';
import { takeEvents } from './judge.ts';
import { storeRequests } from './request-repository.ts';
import { storeUsage } from './usage-repository.ts';

type Sent<Event> = readonly (Event | UnreadableEvent)[];

export function takeRequests(deps: PlatformDeps, sent: Sent<RequestEvent>): Promise<IngestAnswer> {
  return takeEvents(sent, requestEventSchema, deps.clock.now(), (events) => storeRequests(deps.database, events));
}

export function takeUsage(deps: PlatformDeps, sent: Sent<UsageEvent>): Promise<IngestAnswer> {
  return takeEvents(sent, usageEventSchema, deps.clock.now(), (events) => storeUsage(deps.database, events));
}

export function takeErrors(deps: PlatformDeps, sent: Sent<ErrorEvent>): Promise<IngestAnswer> {
  return takeEvents(sent, errorEventSchema, deps.clock.now(), (events) => storeErrors(deps.database, events));
}
