import { incidentSeveritySchema, type ServiceUptime } from '#contract/incidents.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { readServices } from '#platform/uptime/read-service.ts';
import { uptimeOf } from '#platform/uptime/timeline.ts';
import { firstResponseTarget, resolutionTargets, uptimeTarget } from '#shared/incidents/targets.ts';
import { affects } from './downtime.ts';
import { readRange } from './range.ts';
import { durationSeconds, responseSeconds, secondsBetween } from './read-service.ts';
import { countOpen, type IncidentView, incidentsBegunWithin } from './repository.ts';

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

/** Uptime by service over a range. */
async function readUptime(executor: Executor, from: Date, to: Date, now: Date): Promise<ServiceUptime[]> {
  const known = await readServices(executor, from, to, now);
  return known.names.map((name) => {
    const timeline = known.timeline(name);
    const { uptime, downMilliseconds } = uptimeOf(timeline, timeline.range);
    return {
      name,
      uptime,
      downtime_seconds: Math.round(downMilliseconds / 1000),
      incidents: known.incidents.filter((incident) => affects(incident, name)).length,
      target: uptimeTarget(name),
    };
  });
}
