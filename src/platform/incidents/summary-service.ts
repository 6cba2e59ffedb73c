import { incidentSeveritySchema, type ServiceUptime } from '#contract/incidents.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { knownServiceNames } from '#shared/incidents/services.ts';
import { firstResponseTarget, resolutionTargets, uptimeTarget } from '#shared/incidents/targets.ts';
import { affects, servicesOf, uptimeOf } from './downtime.ts';
import { readRange } from './range.ts';
import { durationSeconds, responseSeconds, secondsBetween } from './read-service.ts';
import { countOpen, type IncidentView, incidentsBegunWithin, incidentsWithin, knownSince } from './repository.ts';

/** How incidents of a range went: how long they took against the targets of R12, and the uptime of each service. */
export async function readSummary(
  deps: PlatformDeps,
  query: HandlerInputOf<'incidents.summary'>['query'],
): Promise<AnswerOf<'incidents.summary'>> {
  const now = deps.clock.now();
  const [from, to] = readRange(query, now);
  const [begun, open, services] = await Promise.all([
    incidentsBegunWithin(deps.database, from, to),
    countOpen(deps.database),
    readUptime(deps.database, from, to, now),
  ]);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    open,
    severities: incidentSeveritySchema.options.map((severity) => {
      const some = begun.filter((incident) => incident.severity === severity);
      const resolved = some.filter(({ resolved_at: at }) => at !== null);
      const target = resolutionTargets[severity];
      return {
        severity,
        incidents: some.length,
        resolved: resolved.length,
        mean_seconds: mean(resolved.map((incident) => durationSeconds(incident, now))),
        target_seconds: target,
        late: some.filter((incident) => durationSeconds(incident, now) > target).length,
      };
    }),
    first_response: firstResponse(begun, now),
    services,
  };
}

function firstResponse(begun: readonly IncidentView[], now: Date): AnswerOf<'incidents.summary'>['first_response'] {
  const took = begun.flatMap((incident) => responseSeconds(incident) ?? []);
  const waited = begun
    .filter(({ responded_at: at }) => at === null)
    .map(({ started_at: at }) => secondsBetween(at, now));
  return {
    incidents: begun.length,
    responded: took.length,
    mean_seconds: mean(took),
    target_seconds: firstResponseTarget,
    late: [...took, ...waited].filter((seconds) => seconds > firstResponseTarget).length,
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Uptime by service over a range, from incidents: the services that every platform has, and those that incidents name. */
export async function readUptime(executor: Executor, from: Date, to: Date, now: Date): Promise<ServiceUptime[]> {
  const outages = await incidentsWithin(executor, from, to);
  const since = await knownSince(executor);
  const known = { since: firstKnown(since, outages, now), now: now.getTime() };
  const range = { from: from.getTime(), to: to.getTime() };
  return servicesOf(outages, knownServiceNames).map((name) => {
    const { uptime, downMilliseconds } = uptimeOf(outages, name, range, known);
    return {
      name,
      uptime,
      downtime_seconds: Math.round(downMilliseconds / 1000),
      incidents: outages.filter((outage) => affects(outage, name)).length,
      target: uptimeTarget(name),
    };
  });
}

/** From when on the absence of incidents says something: since the platform is used, or since the first incident told of. */
export function firstKnown(since: Date | null, outages: readonly { started_at: Date }[], now: Date): number {
  return Math.min((since ?? now).getTime(), ...outages.map(({ started_at: at }) => at.getTime()));
}
