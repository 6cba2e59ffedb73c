import { type PublicIncident, type PublicStatus, statusDays } from '#contract/status.ts';
import type { Executor } from '#platform/db/open.ts';
import type { IncidentRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { type Outage, servicesOf } from '#platform/incidents/downtime.ts';
import { durationSeconds } from '#platform/incidents/read-service.ts';
import { publicEntries } from '#platform/incidents/repository.ts';
import { readServices } from '#platform/uptime/read-service.ts';
import { uptimeOf } from '#platform/uptime/timeline.ts';
import { knownServiceNames } from '#shared/incidents/services.ts';
import { dayStates, daysUntil, worstOf } from './days.ts';

/** As many of either as a page can show; the newest. */
const mostIncidents = 50;
const keptMilliseconds = 5000;

/**
 * What anybody may know, worked out at most every few seconds, whoever asks how often; who asks meanwhile waits for the
 * same answer. While the database can't be reached it is the last that was known, and says so.
 *
 * @throws ProblemError `unavailable` from the reader, where nothing was known before
 */
export function createStatusReader(deps: PlatformDeps): () => Promise<PublicStatus> {
  let kept: { at: number; status: Promise<PublicStatus> } | null = null;
  let last: PublicStatus | null = null;
  const read = async (now: Date) => {
    try {
      last = await readStatus(deps.database, now);
      return last;
    } catch (error) {
      deps.log.error('status_unreadable', { message: error instanceof Error ? error.message : String(error) });
      if (last) return withoutDatabase(last);
      throw new ProblemError('unavailable', 'The state can’t be read: the platform does not reach its database.');
    }
  };
  return () => {
    const now = deps.clock.now();
    const at = now.getTime();
    if (kept && at >= kept.at && at - kept.at < keptMilliseconds) return kept.status;
    kept = { at, status: read(now) };
    return kept.status;
  };
}

function withoutDatabase(last: PublicStatus): PublicStatus {
  const services = last.services.map((service) =>
    service.name === 'database' ? { ...service, state: 'down' as const } : service,
  );
  return { ...last, stale: true, state: 'down', services };
}

async function readStatus(executor: Executor, now: Date): Promise<PublicStatus> {
  const days = daysUntil(now.getTime(), statusDays);
  const from = new Date(days[0]?.from ?? now);
  // Up to and with this millisecond: one that was declared just now is there.
  const until = new Date(now.getTime() + 1);
  const known = await readServices(executor, from, until, now);
  const { incidents } = known;
  // Downtime counts whoever was told of it; names and words come from what is public alone.
  const shown = incidents.filter((incident) => incident.public);
  const outages = withoutWords(incidents);
  const open = outages.filter(({ resolved_at: at }) => at === null);
  const services = servicesOf(shown, knownServiceNames).map((name) => {
    const timeline = known.timeline(name);
    return {
      name,
      state: known.stateNow(name, open),
      uptime: uptimeOf(timeline, timeline.range).uptime,
      days: dayStates(timeline, outages, name, days, now.getTime()),
    };
  });
  const told = await withUpdates(executor, shown, now);
  return {
    generated_at: now.toISOString(),
    stale: false,
    state: worstOf(services.map(({ state }) => state)),
    services,
    open: told.filter(({ resolved_at: at }) => at === null),
    past: told.filter(({ resolved_at: at }) => at !== null),
  };
}

/** Of what is not public, only downtime shows. */
function withoutWords(incidents: readonly IncidentRow[]): Outage[] {
  return incidents.map(({ public: isPublic, services, started_at, resolved_at }) => ({
    services: isPublic ? services : services.filter(({ downtime }) => downtime),
    started_at,
    resolved_at,
  }));
}

async function withUpdates(executor: Executor, shown: readonly IncidentRow[], now: Date): Promise<PublicIncident[]> {
  const open = shown.filter(({ resolved_at: at }) => at === null).slice(0, mostIncidents);
  const past = shown.filter(({ resolved_at: at }) => at !== null).slice(0, mostIncidents);
  const incidents = [...open, ...past];
  const entries = await publicEntries(
    executor,
    incidents.map(({ id }) => id),
  );
  return incidents.map((incident) => ({
    id: incident.id,
    title: incident.title,
    state: incident.state,
    services: incident.services,
    started_at: incident.started_at.toISOString(),
    resolved_at: incident.resolved_at?.toISOString() ?? null,
    duration_seconds: durationSeconds(incident, now),
    updates: entries
      .filter(({ incident_id: id }) => id === incident.id)
      .map(({ at, state, text }) => ({ at: at.toISOString(), state, text })),
  }));
}
