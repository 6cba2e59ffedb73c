import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { light } from '#shared/metrics/light.ts';
import {
  readProbes,
  readStates,
  type ServiceState,
  type StoredProbe,
  type StoredState,
  unknownAfterMilliseconds,
} from './probe-repository.ts';
import { coverRange, type Range, readRange } from './ranges.ts';
import { sumSeries } from './sum-repository.ts';

/** S3: 99.9 % for everything that is ours. */
export const uptimeTarget = 0.999;

export async function uptime(
  deps: Pick<PlatformDeps, 'database' | 'clock'>,
  query: HandlerInputOf<'metrics.uptime'>['query'],
): Promise<AnswerOf<'metrics.uptime'>> {
  const now = deps.clock.now();
  const range = readRange(query, now);
  const end = new Date(Math.min(range.to.getTime(), now.getTime()));
  const [probes, states, shares] = await Promise.all([
    readProbes(deps.database),
    readStates(deps.database, range.from, end),
    uptimeShares(deps, range),
  ]);
  const names = new Set([...probes.map(({ service }) => service), ...shares.keys()]);
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    items: [...names].sort().map((name) => {
      const share = shares.get(name) ?? null;
      return {
        name,
        uptime: share,
        target: uptimeTarget,
        light: light(share, uptimeTarget, 'higher_share'),
        states: stretches(
          states.filter(({ service }) => service === name),
          { from: range.from, to: end },
          quietSince(probes.find(({ service }) => service === name)),
        ),
      };
    }),
  };
}

/** The share of probes that found a service up, by service; those that were never probed in the range are left out. */
export async function uptimeShares(
  { database, clock }: Pick<PlatformDeps, 'database' | 'clock'>,
  range: Range,
): Promise<ReadonlyMap<string, number>> {
  const sums = await sumSeries(database, ['probe.up'], coverRange(range, clock.now(), 60));
  const points = [...(sums.get('probe.up') ?? [])];
  return new Map(points.map(([service, { sum, count }]) => [service, sum / count]));
}

/** From when on nobody knows, because nobody looked any more. */
export function quietSince(probe: Pick<StoredProbe, 'checked_at'> | undefined): Date {
  return new Date(probe ? probe.checked_at.getTime() + unknownAfterMilliseconds : 0);
}

interface Stretch {
  state: ServiceState;
  from: string;
  to: string;
}

/** The states of a service over a range, without gaps: before it was probed, and after, it is unknown. */
export function stretches(states: readonly Pick<StoredState, 'at' | 'state'>[], range: Range, quiet: Date): Stretch[] {
  const changes: { at: Date; state: ServiceState }[] = [{ at: range.from, state: 'unknown' }, ...states];
  if (quiet < range.to) changes.push({ at: quiet, state: 'unknown' });
  const found: Stretch[] = [];
  for (const [index, { at, state }] of changes.entries()) {
    const from = new Date(Math.max(at.getTime(), range.from.getTime()));
    const to = new Date(Math.min(changes[index + 1]?.at.getTime() ?? range.to.getTime(), range.to.getTime()));
    if (from >= to) continue;
    const last = found.at(-1);
    if (last?.state === state) last.to = to.toISOString();
    else found.push({ state, from: from.toISOString(), to: to.toISOString() });
  }
  return found;
}
