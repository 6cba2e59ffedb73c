import type { ServiceState } from '#contract/status.ts';
import type { Executor } from '#platform/db/open.ts';
import type { IncidentRow } from '#platform/db/schema.ts';
import { affects, type Outage, type Span, servicesOf } from '#platform/incidents/downtime.ts';
import { incidentsWithin, knownSince, servicesEverNamed } from '#platform/incidents/repository.ts';
import { readProbes, readStates, type StoredProbe } from '#platform/metrics/probe-repository.ts';
import { knownServiceNames, serviceKey } from '#shared/incidents/services.ts';
import { quietSince, stretches } from './stretches.ts';
import { type Timeline, timelineOf } from './timeline.ts';

/** What is known of all services over a range. */
export interface KnownServices {
  /** Those that every platform has, then those that are probed or that incidents of the range name. */
  names: readonly string[];
  /** Those that lasted into the range, newest first. */
  incidents: readonly IncidentRow[];
  timeline(service: string): Timeline;
  /** How it is now, by its probe and by what is open. */
  stateNow(service: string, open: readonly Outage[]): ServiceState;
  probe(service: string): StoredProbe | undefined;
}

/** Reads what uptime follows from. */
export async function readServices(executor: Executor, from: Date, to: Date, now: Date): Promise<KnownServices> {
  const end = to < now ? to : now;
  const [incidents, named, since, probes, states] = await Promise.all([
    incidentsWithin(executor, from, to),
    servicesEverNamed(executor),
    knownSince(executor),
    readProbes(executor),
    readStates(executor, from, end),
  ]);
  const told = new Set(named.map(({ name }) => serviceKey(name)));
  const toldSince = firstKnown(since, named, now);
  const range: Span = { from: from.getTime(), to: to.getTime() };
  const same = (service: string) => (row: { service: string }) => serviceKey(row.service) === serviceKey(service);

  const probe = (service: string) => probes.find(same(service));
  const stateNow: KnownServices['stateNow'] = (service, open) => {
    const affected = open.flatMap((outage) => affects(outage, service) ?? []);
    const found = probe(service);
    const looked = found && quietSince(found) > now ? found.state : null;
    if (looked === 'down' || affected.some(({ downtime }) => downtime)) return 'down';
    if (affected.length > 0) return 'degraded';
    return looked === 'up' || (!found && told.has(serviceKey(service))) ? 'operational' : 'unknown';
  };
  return {
    names: namesOf(incidents, probes),
    incidents,
    probe,
    stateNow,
    timeline: (service) =>
      timelineOf(service, range, {
        outages: incidents,
        probed: stretches(states.filter(same(service)), { from, to: end }, quietSince(probe(service))),
        toldSince: told.has(serviceKey(service)) ? toldSince : null,
        now: now.getTime(),
      }),
  };
}

function namesOf(incidents: readonly IncidentRow[], probes: readonly StoredProbe[]): string[] {
  const first = new Map(knownServiceNames.map((name) => [serviceKey(name), name]));
  for (const { service } of probes) if (!first.has(serviceKey(service))) first.set(serviceKey(service), service);
  return servicesOf(incidents, [...first.values()]);
}

/** From when on the absence of incidents says something: since the platform is used, or since the first incident told of. */
function firstKnown(since: Date | null, told: readonly { since: Date }[], now: Date): number {
  return Math.min((since ?? now).getTime(), ...told.map(({ since: at }) => at.getTime()));
}
