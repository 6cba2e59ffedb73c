import { setImmediate } from 'node:timers/promises';
import type { Backtest } from '#contract/alert-rules.ts';
import type { Resolution } from '#contract/metrics.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { incidentsWithin } from '#platform/incidents/repository.ts';
import { compareWithIncidents } from './against-incidents.ts';
import { alertsOf, type Firing, firingSeconds, replay } from './backtest.ts';
import { reachMilliseconds } from './judge.ts';
import { createSeriesReader } from './series-reader.ts';

const longestMilliseconds = 90 * 86_400_000;
const mostFirings = 500;
/** Series that are replayed, at most. */
const mostSeries = 50;

/** From fine to coarse, each with the longest range that is looked at in such steps. */
const steps: readonly { resolution: Resolution; upTo: number }[] = [
  { resolution: 10, upTo: 6 * 3_600_000 },
  { resolution: 60, upTo: 3 * 86_400_000 },
  { resolution: 3600, upTo: longestMilliseconds },
];

/** @throws ProblemError `validation` for a range that ends before it begins or is too long */
export async function backtestRule(
  deps: PlatformDeps,
  body: HandlerInputOf<'alerts.rules.backtest'>['body'],
): Promise<Backtest> {
  const range = rangeOf(body, deps.clock.now());
  const length = range.to - range.from;
  let result: Backtest | undefined;
  for (const { resolution } of steps.filter(({ upTo }) => length <= upTo)) {
    const tried = await backtestIn(deps, body.rule, range, resolution);
    result ??= tried.result;
    // Fine points are forgotten first: where there are none, coarser ones may be.
    if (tried.hasPoints) return tried.result;
  }
  if (!result) throw new Error('A range that was checked fits no step.');
  return result;
}

function rangeOf({ from, to }: { from: string; to: string }, now: Date): { from: number; to: number } {
  const range = { from: Date.parse(from), to: Math.min(Date.parse(to), now.getTime()) };
  const wrong =
    range.to <= range.from
      ? 'Must be after the beginning, which must be in the past'
      : range.to - range.from > longestMilliseconds
        ? 'At most 90 days after the beginning'
        : null;
  if (wrong === null) return range;
  throw new ProblemError('validation', 'This range can’t be replayed. Nothing was changed; choose another one.', {
    errors: [{ path: 'to', message: wrong }],
  });
}

async function backtestIn(
  deps: PlatformDeps,
  rule: HandlerInputOf<'alerts.rules.backtest'>['body']['rule'],
  range: { from: number; to: number },
  resolution: Resolution,
): Promise<{ result: Backtest; hasPoints: boolean }> {
  const step = resolution * 1000;
  // Points begin at whole steps; so do the looks, or each would see a part of one.
  const from = Math.floor(range.from / step) * step;
  const reach = Math.max(reachMilliseconds(rule), 2 * step);
  const reader = createSeriesReader(deps.database, new Date(range.to), { from: new Date(from - reach), resolution });
  const { labels } = await reader.labels(rule);
  const all: { label: string; firing: Firing }[] = [];
  const alerts: { label: string; firings: Firing[] }[] = [];
  const judged = labels.slice(0, mostSeries);
  let [looks, without, hasPoints] = [0, 0, false];
  for (const label of judged) {
    // One by one: of a long range all at once would be too much to hold.
    const sources = (await reader.sources(rule, [label])).get(label);
    if (!sources) continue;
    hasPoints ||= sources.points.length > 0;
    const found = await replay(rule, sources, { from, to: range.to, step }, () => setImmediate());
    looks += found.looks;
    without += found.looksWithoutData;
    alerts.push(...alertsOf(found.firings).map((firings) => ({ label, firings })));
    all.push(...found.firings.map((firing) => ({ label, firing })));
  }
  all.sort((one, other) => one.firing.from - other.firing.from);
  const incidents = await incidentsWithin(deps.database, new Date(from), new Date(range.to));
  const result: Backtest = {
    from: new Date(from).toISOString(),
    to: new Date(range.to).toISOString(),
    step_seconds: resolution,
    looks,
    looks_without_data: without,
    labels: judged.length,
    alerts: alerts.length,
    firing_seconds: firingSeconds(
      all.map(({ firing }) => firing),
      range.to,
    ),
    firings: all.slice(0, mostFirings).map(({ label, firing }) => ({
      label,
      from: new Date(firing.from).toISOString(),
      to: firing.to === null ? null : new Date(firing.to).toISOString(),
      peak: firing.peak,
    })),
    firings_total: all.length,
    incidents: compareWithIncidents(rule, judged, alerts, incidents, { end: range.to, step }),
  };
  return { result, hasPoints };
}
