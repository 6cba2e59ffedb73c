import type { ServiceHealth } from '#contract/metrics.ts';
import { affects } from '#platform/incidents/downtime.ts';
import type { KnownServices } from '#platform/uptime/read-service.ts';
import { quietSince } from '#platform/uptime/stretches.ts';
import { uptimeOf } from '#platform/uptime/timeline.ts';
import { uptimeTarget } from '#shared/incidents/targets.ts';
import { light } from '#shared/metrics/light.ts';

const day = 86_400_000;

/** One service: how it is now, and how it was. What nobody measures says so, and is never green. */
export function serviceHealth(known: KnownServices, name: string, now: Date): ServiceHealth {
  const probe = known.probe(name);
  const open = known.incidents.filter(({ resolved_at: at }) => at === null);
  const incident = open.find((one) => affects(one, name)?.downtime);
  const found = known.stateNow(name, open);
  const state = found === 'down' ? 'down' : found === 'unknown' ? 'unknown' : 'up';
  const timeline = known.timeline(name);
  const last = (days: number) => uptimeOf(timeline, { from: now.getTime() - days * day, to: now.getTime() }).uptime;
  const month = last(30);
  const target = uptimeTarget(name);
  return {
    name,
    state,
    since: sinceOf(known, name, state, incident?.started_at)?.toISOString() ?? null,
    checked_at: probe?.checked_at.toISOString() ?? null,
    uptime_24h: last(1),
    uptime_30d: month,
    target,
    light: state === 'down' ? 'red' : state === 'unknown' ? 'none' : light(month, target, 'higher_share'),
    detail: state === 'down' ? (probe?.state === 'down' ? probe.detail : (incident?.title ?? null)) : null,
  };
}

/** Null where nobody knows: of what isn't probed, only incidents have a begin. */
function sinceOf(known: KnownServices, name: string, state: ServiceHealth['state'], incident: Date | undefined) {
  const probe = known.probe(name);
  if (state === 'down') return probe?.state === 'down' ? probe.since : (incident ?? null);
  if (!probe) return null;
  return state === 'unknown' ? quietSince(probe) : probe.since;
}
