import type { AlertRuleInput } from '#contract/alert-rules.ts';
import type { MetricName } from '#contract/metric-series.ts';
import type { Resolution } from '#contract/metrics.ts';
import type { Executor } from '#platform/db/open.ts';
import { readPoints, type StoredPoint } from '#platform/metrics/history-repository.ts';
import { reachMilliseconds } from './judge.ts';
import { labelsOf } from './label-repository.ts';
import type { Sources } from './measure.ts';

/** Series of one rule that are judged, at most. What is beyond is left out and logged. */
export const mostLabels = 200;

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
  sources(rule: AlertRuleInput, label: string): Promise<Sources>;
}

/** @param range what is read of every series; by default what a look at `to` needs */
export function createSeriesReader(
  executor: Executor,
  to: Date,
  range?: { from: Date; resolution: Resolution },
): SeriesReader {
  const points = new Map<string, Promise<StoredPoint[]>>();
  const known = new Map<MetricName, Promise<string[]>>();
  const read = (name: MetricName, label: string, from: Date, resolution: Resolution) => {
    const key = JSON.stringify([name, label, from.getTime(), resolution]);
    const reading = points.get(key) ?? readPoints(executor, { name, label, from, to, resolution });
    points.set(key, reading);
    return reading;
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
    sources: async (rule, label) => {
      const reach = reachMilliseconds(rule);
      const resolution = range?.resolution ?? resolutionFor(rule.metric, reach / 1000);
      const from = range?.from ?? new Date(to.getTime() - reach);
      const shares = rule.statistic === 'error_share' || rule.statistic === 'server_error_share';
      const source = rule.metric.startsWith('gateway.') ? 'gateway' : 'http';
      return {
        points: await read(rule.metric, label, from, resolution),
        clientErrors:
          rule.statistic === 'error_share' ? await read(`${source}.client_errors`, label, from, resolution) : [],
        serverErrors: shares ? await read(`${source}.server_errors`, label, from, resolution) : [],
      };
    },
  };
}
