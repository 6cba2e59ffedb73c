import type { ServiceState } from '#contract/status.ts';
import { affects, downSpans, lengthOf, type Outage, overlap, type Span, spanOf } from '#platform/incidents/downtime.ts';

const dayLength = 86_400_000;

export interface DayState {
  day: string;
  state: ServiceState;
  downtime_seconds: number;
}

/** The last days up to and with today, in UTC. */
export function daysUntil(now: number, count: number): Span[] {
  const today = Math.floor(now / dayLength) * dayLength;
  return Array.from({ length: count }, (_, index) => {
    const from = today - (count - 1 - index) * dayLength;
    return { from, to: from + dayLength };
  });
}

/** How a service fared day by day: down where any minute was, degraded where an incident touched it without downtime. */
export function dayStates(
  outages: readonly Outage[],
  service: string,
  days: readonly Span[],
  known: { since: number; now: number },
): DayState[] {
  const touching = outages.filter((outage) => affects(outage, service));
  return days.map((day) => {
    const name = new Date(day.from).toISOString().slice(0, 10);
    const down = lengthOf(downSpans(touching, service, day, known.now));
    const touched = touching.some((outage) => overlap(spanOf(outage, known.now), day));
    const state = down > 0 ? 'down' : touched ? 'degraded' : day.to <= known.since ? 'unknown' : 'operational';
    return { day: name, state, downtime_seconds: Math.round(down / 1000) };
  });
}

/** How a service is now, by the incidents that are open. */
export function presentState(open: readonly Outage[], service: string): ServiceState {
  const affected = open.flatMap((outage) => affects(outage, service) ?? []);
  if (affected.some(({ downtime }) => downtime)) return 'down';
  return affected.length > 0 ? 'degraded' : 'operational';
}

const order: readonly ServiceState[] = ['operational', 'unknown', 'degraded', 'down'];

export function worstOf(states: readonly ServiceState[]): ServiceState {
  return order[Math.max(0, ...states.map((state) => order.indexOf(state)))] ?? 'unknown';
}
