import type { AlertRuleInput } from '#contract/alert-rules.ts';
import type { MetricName } from '#contract/metric-series.ts';
import type { Resolution } from '#contract/metrics.ts';
import type { Executor } from '#platform/db/open.ts';
import { readPointsOf, type StoredPoint } from '#platform/metrics/history-repository.ts';
import { reachMilliseconds } from './judge.ts';
import { labelsOf } from './label-repository.ts';
import type { Sources } from './measure.ts';

/** Series of one rule that are judged, at most. What is beyond is left out and logged. */
export const mostLabels = 200;
/** Series of one statement. */
const labelsPerStatement = 500;

/** The finest points there are of a metric: what gateways report is added up by the minute. */
function finestPoints(metric: MetricName): 10 | 60 {
  return metric.startsWith('gateway.') ? 60 : 10;
}

/** Points fine enough for a window, and few enough to be read every ten seconds. */
export function resolutionFor(metric: MetricName, windowSeconds: number): Resolution {
  if (windowSeconds <= 1200) return finestPoints(metric);
  return windowSeconds <= 12 * 3600 ? 60 : 3600;
}

/** The label of a rule as a test of labels: `*` stands for anything, and never for the series of all. */
export function labelPattern(label: string): RegExp | null {
  if (!label.includes('*')) return null;
  const escaped = label.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 'u');
}

/** Reads series for many rules of one look, each once. */
export interface SeriesReader {
  /** The labels that a rule is judged for, and whether there are more. */
  labels(rule: Pick<AlertRuleInput, 'metric' | 'label'>): Promise<{ labels: string[]; more: boolean }>;
  /** What was measured of some series, by label: a statement for all of them and not one for each. */
  sources(rule: AlertRuleInput, labels: readonly string[]): Promise<ReadonlyMap<string, Sources>>;
}

/** @param range what is read of every series; by default what a look at `to` needs */
export function createSeriesReader(
  executor: Executor,
  to: Date,
  range?: { from: Date; resolution: Resolution },
): SeriesReader {
  const points = new Map<string, StoredPoint[]>();
  const known = new Map<MetricName, Promise<string[]>>();
  const read = async (name: MetricName, labels: readonly string[], from: Date, resolution: Resolution) => {
    const key = (label: string) => JSON.stringify([name, label, from.getTime(), resolution]);
    const missing = labels.filter((label) => !points.has(key(label)));
    for (let first = 0; first < missing.length; first += labelsPerStatement) {
      const part = missing.slice(first, first + labelsPerStatement);
      const found = await readPointsOf(executor, part, { name, from, to, resolution });
      for (const label of part) points.set(key(label), found.get(label) ?? []);
    }
    return (label: string) => points.get(key(label)) ?? [];
  };
  return {
    labels: async ({ metric, label }) => {
      const pattern = labelPattern(label);
      if (pattern === null) return { labels: [label], more: false };
      const all = known.get(metric) ?? labelsOf(executor, metric, range?.resolution ?? finestPoints(metric));
      known.set(metric, all);
      const fitting = (await all).filter((candidate) => candidate !== '' && pattern.test(candidate));
      return { labels: fitting.slice(0, mostLabels), more: fitting.length > mostLabels };
    },
    sources: async (rule, labels) => {
      const reach = reachMilliseconds(rule);
      const resolution = range?.resolution ?? resolutionFor(rule.metric, reach / 1000);
      const from = range?.from ?? new Date(to.getTime() - reach);
      const shares = rule.statistic === 'error_share' || rule.statistic === 'server_error_share';
      const source = rule.metric.startsWith('gateway.') ? 'gateway' : 'http';
      const none = () => [];
      const of = (name: MetricName, needed: boolean) => (needed ? read(name, labels, from, resolution) : none);
      const all = await of(rule.metric, true);
      const client = await of(`${source}.client_errors`, rule.statistic === 'error_share');
      const server = await of(`${source}.server_errors`, shares);
      return new Map(
        labels.map((label) => [
          label,
          { points: all(label), clientErrors: client(label), serverErrors: server(label) },
        ]),
      );
    },
  };
}
