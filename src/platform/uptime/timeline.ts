import {
  affects,
  downSpans,
  lengthOf,
  mergeSpans,
  type Outage,
  overlap,
  type Span,
  spanOf,
} from '#platform/incidents/downtime.ts';
import type { Stretch } from './stretches.ts';

/** How one service fared over a range. Time that is in neither list of spans was up; what wasn't measured is neither. */
export interface Timeline {
  range: Span;
  /** When something was known of it, in order and without overlaps. */
  measured: Span[];
  /** When it was down; a part of what was measured. */
  down: Span[];
}

/** Where what is known of a service comes from. */
export interface Evidence {
  /** Incidents of any service. */
  outages: readonly Outage[];
  /** What probes found of this one; empty where it was never probed. */
  probed: readonly Stretch[];
  /**
   * From when on people tell of this service when it doesn't work, so that silence says something; null where nobody ever
   * did. Where it is probed, probes know better from their beginning on.
   */
  toldSince: number | null;
  now: number;
}

/**
 * What is known of a service, from incidents and probes together: the one computation that every uptime comes from. It
 * was down whenever either says so; a minute that both tell of counts once. Time in which nobody looked and of which
 * nobody told anything was not measured: it counts neither for the service nor against it.
 */
export function timelineOf(service: string, range: Span, { outages, probed, toldSince, now }: Evidence): Timeline {
  const past = { from: range.from, to: Math.min(range.to, now) };
  const looks = probed.filter(({ state }) => state !== 'unknown').map(spanOfStretch);
  const fails = probed.filter(({ state }) => state === 'down').map(spanOfStretch);
  const incidents = outages.filter((outage) => affects(outage, service)).map((outage) => spanOf(outage, now));
  const told = toldSince === null ? [] : [{ from: toldSince, to: looks[0]?.from ?? now }];
  return {
    range,
    measured: mergeSpans([...looks, ...incidents, ...told], past),
    down: mergeSpans([...fails, ...downSpans(outages, service, past, now)], past),
  };
}

function spanOfStretch({ from, to }: Stretch): Span {
  return { from: from.getTime(), to: to.getTime() };
}

export interface Uptime {
  /** Share of what was measured in which it was up; null where nothing was. */
  uptime: number | null;
  downMilliseconds: number;
  measuredMilliseconds: number;
}

/** The uptime in a part of the timeline. */
export function uptimeOf({ measured, down }: Timeline, part: Span): Uptime {
  const measuredMilliseconds = lengthOf(mergeSpans(measured, part));
  const downMilliseconds = lengthOf(mergeSpans(down, part));
  const uptime = measuredMilliseconds === 0 ? null : 1 - downMilliseconds / measuredMilliseconds;
  return { uptime, downMilliseconds, measuredMilliseconds };
}

export interface KnownState {
  state: 'up' | 'down' | 'unknown';
  from: string;
  to: string;
}

/** The timeline as states that follow one another without gaps up to `until`: what wasn't measured is one too. */
export function statesOf({ range, measured, down }: Timeline, until: number): KnownState[] {
  const states: KnownState[] = [];
  let reached = range.from;
  const add = (state: KnownState['state'], to: number) => {
    if (to <= reached) return;
    states.push({ state, from: new Date(reached).toISOString(), to: new Date(to).toISOString() });
    reached = to;
  };
  for (const span of measured) {
    add('unknown', span.from);
    for (const outage of down) {
      const shared = overlap(outage, span);
      if (shared === null) continue;
      add('up', shared.from);
      add('down', shared.to);
    }
    add('up', span.to);
  }
  add('unknown', Math.min(range.to, until));
  return states;
}
