import type { ServiceState } from '#contract/status.ts';
import { affects, type Outage, overlap, type Span, spanOf } from '#platform/incidents/downtime.ts';
import { type Timeline, uptimeOf } from '#platform/uptime/timeline.ts';

const dayLength = 86_400_000;

export interface DayState {
  day: string;
  state: ServiceState;
  downtime_seconds: number;
  /** How much of the day something is known of. */
  measured_seconds: number;
}

/** The last days up to and with today, in UTC. */
export function daysUntil(now: number, count: number): Span[] {
  const today = Math.floor(now / dayLength) * dayLength;
  return Array.from({ length: count }, (_, index) => {
    const from = today - (count - 1 - index) * dayLength;
    return { from, to: from + dayLength };
  });
}

/**
 * How a service fared day by day: down where any minute was, degraded where an incident touched it without downtime,
 * unknown where nothing was measured.
 */
export function dayStates(
  timeline: Timeline,
  outages: readonly Outage[],
  service: string,
  days: readonly Span[],
  now: number,
): DayState[] {
  const touching = outages.filter((outage) => affects(outage, service));
  return days.map((day) => {
    const { downMilliseconds, measuredMilliseconds } = uptimeOf(timeline, day);
    const touched = touching.some((outage) => overlap(spanOf(outage, now), day));
    const good = measuredMilliseconds > 0 ? 'operational' : 'unknown';
    return {
      day: new Date(day.from).toISOString().slice(0, 10),
      state: downMilliseconds > 0 ? 'down' : touched ? 'degraded' : good,
      downtime_seconds: Math.round(downMilliseconds / 1000),
      measured_seconds: Math.round(measuredMilliseconds / 1000),
    };
  });
}

const badness = { operational: 0, degraded: 1, down: 2 } as const;

/** The worst of what is known; unknown only where nothing is. */
export function worstOf(states: readonly ServiceState[]): ServiceState {
  const known = states.filter((state) => state !== 'unknown');
  if (known.length === 0) return 'unknown';
  return known.reduce((worst, state) => (badness[state] > badness[worst] ? state : worst));
}
