import {
  type ServiceState as ProbeState,
  type StoredProbe,
  type StoredState,
  unknownAfterMilliseconds,
} from '#platform/metrics/probe-repository.ts';

/** What probes found of a service for some time. `unknown`: nobody looked. */
export interface Stretch {
  state: ProbeState;
  from: Date;
  to: Date;
}

/** From when on nobody knows, because nobody looked any more. */
export function quietSince(probe: Pick<StoredProbe, 'checked_at'> | undefined): Date {
  return new Date(probe ? probe.checked_at.getTime() + unknownAfterMilliseconds : 0);
}

/** What probes found of a service over a range, without gaps: before it was probed, and after, it is unknown. */
export function stretches(
  states: readonly Pick<StoredState, 'at' | 'state'>[],
  range: { from: Date; to: Date },
  quiet: Date,
): Stretch[] {
  const changes: { at: Date; state: ProbeState }[] = [{ at: range.from, state: 'unknown' }, ...states];
  const newest = states.at(-1)?.at ?? range.from;
  // What was known last may be newer than the last look: of what is no longer probed there is none.
  const end = quiet > newest ? quiet : newest;
  if (quiet < range.to) changes.push({ at: end, state: 'unknown' });
  const found: Stretch[] = [];
  for (const [index, { at, state }] of changes.entries()) {
    const from = new Date(Math.max(at.getTime(), range.from.getTime()));
    const to = new Date(Math.min(changes[index + 1]?.at.getTime() ?? range.to.getTime(), range.to.getTime()));
    if (from >= to) continue;
    const last = found.at(-1);
    if (last?.state === state) last.to = to;
    else found.push({ state, from, to });
  }
  return found;
}
