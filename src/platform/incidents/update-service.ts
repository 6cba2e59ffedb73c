import { isDeepStrictEqual } from 'node:util';
import type { AffectedService, IncidentDetail } from '#contract/incidents.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import type { IncidentRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { RequestContext } from '#platform/http/handlers.ts';
import { changeHeld } from './change-service.ts';
import { invalid } from './range.ts';
import type { IncidentChange } from './repository.ts';
import { cleanServices, requireTimes, requireVersion, servicesInDetails, stateConflict } from './rules.ts';

type Body = HandlerInputOf<'incidents.update'>['body'];

/** Fields that hold what somebody wrote, which may name people. */
const written: ReadonlySet<string> = new Set(['title', 'impact', 'cause', 'resolution']);

/** Changes the facts of an incident if it still is the version that was read. */
export function updateIncident(
  deps: PlatformDeps,
  id: string,
  body: Body,
  context: RequestContext,
): Promise<IncidentDetail> {
  return changeHeld(deps, id, context, (incident, at) => {
    requireVersion(incident, body.version);
    const change = changesOf(incident, body);
    const fields = Object.keys(change) as (keyof typeof change & keyof IncidentRow)[];
    if (fields.length === 0) return null;
    if (change.started_at || change.resolved_at) {
      requireTimes(change.started_at ?? incident.started_at, change.resolved_at ?? incident.resolved_at, at);
    }
    const beforeAndAfter = (some: typeof fields) => ({
      before: Object.fromEntries(some.map((field) => [field, plain(incident[field])])),
      after: Object.fromEntries(some.map((field) => [field, plain(change[field])])),
    });
    return {
      change,
      action: 'incident.updated',
      details: { fields, ...beforeAndAfter(fields.filter((field) => !written.has(field))) },
      personal: beforeAndAfter(fields.filter((field) => written.has(field))),
    };
  });
}

/** What is asked for and isn't so already. */
function changesOf(incident: IncidentRow, body: Body): IncidentChange {
  if (body.resolved_at !== undefined && incident.resolved_at === null) {
    throw stateConflict('This incident is open, so it has no end yet. Resolve it instead.');
  }
  if (body.resolution === '' && incident.resolved_at !== null) {
    throw invalid('resolution', 'A resolved incident says what was done');
  }
  const { title, severity, public: isPublic, services, impact, cause, resolution } = body;
  const wanted: IncidentChange = {
    ...(title === undefined ? {} : { title }),
    ...(severity === undefined ? {} : { severity }),
    ...(isPublic === undefined ? {} : { public: isPublic }),
    ...(services === undefined ? {} : { services: cleanServices(services) }),
    ...(body.started_at === undefined ? {} : { started_at: new Date(body.started_at) }),
    ...(body.resolved_at === undefined ? {} : { resolved_at: new Date(body.resolved_at) }),
    ...(impact === undefined ? {} : { impact: impact || null }),
    ...(cause === undefined ? {} : { cause: cause || null }),
    ...(resolution === undefined ? {} : { resolution: resolution || null }),
  };
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => !isDeepStrictEqual(value, incident[field as keyof IncidentRow])),
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? servicesInDetails(value as AffectedService[]) : (value ?? null);
}
