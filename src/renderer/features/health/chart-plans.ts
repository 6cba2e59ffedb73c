import type { MetricName } from '#contract/metric-series.ts';
import type { EndpointHealth } from '#contract/metrics.ts';
import { type SeriesRef, type ShownSeries, seriesKey } from '#renderer/data/metrics/series.ts';
import type { Statistic } from '#renderer/data/metrics/statistics.ts';
import type { TimeScale } from '#renderer/ui/charts/time-line.ts';
import { formatMeasure, formatMilliseconds, formatRate } from '#renderer/ui/format/measures.ts';
import { heartbeat, type LinePlan, type Measure } from './lines.ts';

/** One chart of the screen. */
export interface ChartPlan {
  readonly title: string;
  readonly scale: TimeScale;
  readonly note?: string;
  readonly lines: readonly LinePlan[];
}

/** The endpoint that the charts of traffic are about; null: all of the platform. */
export type Focus = Pick<EndpointHealth, 'source' | 'endpoint'> | null;

export function focusOf(text: string | undefined): Focus {
  const [, source, endpoint] = /^(platform|gateway) (.+)$/.exec(text ?? '') ?? [];
  return endpoint === undefined ? null : { source: source === 'gateway' ? 'gateway' : 'platform', endpoint };
}

const valued = (statistic: Statistic): Measure => ({ kind: 'value', statistic });
const counted = (statistic: 'count' | 'sum', per: number): Measure => ({ kind: 'rate', statistic, per });

const share: TimeScale = { kind: 'share', format: (value) => `${Math.round(value * 1000) / 10} %` };
const milliseconds: TimeScale = { kind: 'number', format: formatMilliseconds };
const connections: TimeScale = { kind: 'whole', format: (value) => formatMeasure('count', value) };
const perSecond: TimeScale = { kind: 'number', format: formatRate };
const perMinute: TimeScale = { kind: 'number', format: (value) => formatRate(value).replace('/s', '/min') };
const responseTime: TimeScale = { ...milliseconds, target: { name: 'Target p95', value: 500 } };

const of = (name: MetricName, label = ''): SeriesRef => ({ name, label });
const line = (name: string, colour: string, ref: SeriesRef, value: Measure): LinePlan => ({
  name,
  colour,
  of: ref,
  value,
});

const used = (title: string, ref: SeriesRef): ChartPlan => ({
  title,
  scale: share,
  lines: [line('mean', 'chart-1', ref, valued('mean')), line('peak', 'chart-6', ref, valued('max'))],
});

/** What was asked, how fast it was answered and how often it failed: of one endpoint, or of all as one. */
function trafficPlans(
  source: 'http' | 'gateway',
  label: string,
  titles: readonly [string, string, string],
): ChartPlan[] {
  const duration = of(`${source}.duration_ms`, label);
  const [time, requests, errors] = titles;
  const isTargeted = source === 'http' && label === '';
  return [
    {
      title: time,
      scale: isTargeted ? responseTime : milliseconds,
      ...(isTargeted ? { note: 'p95 target 500 ms' } : {}),
      lines: [
        line('p50', 'chart-2', duration, valued('p50')),
        line('p95', 'chart-1', duration, valued('p95')),
        line('p99', 'chart-3', duration, valued('p99')),
      ],
    },
    {
      title: requests,
      scale: perSecond,
      lines: [line('all', 'chart-1', duration, counted('count', 1000))],
    },
    {
      title: errors,
      scale: perMinute,
      lines: [
        line('5xx', 'chart-5', of(`${source}.server_errors`, label), counted('sum', 60_000)),
        line('4xx', 'chart-3', of(`${source}.client_errors`, label), counted('sum', 60_000)),
      ],
    },
  ];
}

/**
 * The charts in their order: what people feel first, what it rests on after.
 *
 * @param product whether a gateway reports what the product does, which then is shown as one beside the platform
 */
export function chartPlans(focus: Focus, product: boolean): readonly ChartPlan[] {
  return [
    ...trafficPlans(focus?.source === 'gateway' ? 'gateway' : 'http', focus?.endpoint ?? '', [
      'Response time',
      'Requests',
      'Errors',
    ]),
    ...(product && focus === null
      ? trafficPlans('gateway', '', ['Product response time', 'Product requests', 'Product errors'])
      : []),
    used('CPU', heartbeat),
    used('Memory', of('memory.share')),
    {
      title: 'Event loop lag',
      scale: milliseconds,
      lines: [
        line('mean', 'chart-1', of('event_loop.lag_ms'), valued('mean')),
        line('p99', 'chart-6', of('event_loop.lag_ms'), valued('p99')),
      ],
    },
    {
      title: 'Database time',
      scale: milliseconds,
      lines: [
        line('query', 'chart-1', of('database.query_ms'), valued('mean')),
        line('p95', 'chart-3', of('database.query_ms'), valued('p95')),
        line('wait', 'chart-2', of('database.wait_ms'), valued('mean')),
      ],
    },
    {
      title: 'Database connections',
      scale: connections,
      lines: [
        line('mean', 'chart-1', of('database.connections'), valued('mean')),
        line('peak', 'chart-6', of('database.connections'), valued('max')),
      ],
    },
    used('Disk', of('disk.share')),
  ];
}

/** All series that the charts need, each once, with all that their lines show of it. */
export function seriesOf(plans: readonly ChartPlan[]): readonly ShownSeries[] {
  const shown = new Map<string, ShownSeries>();
  for (const { of: ref, value } of plans.flatMap(({ lines }) => lines)) {
    const statistics = shown.get(seriesKey(ref))?.statistics ?? [];
    shown.set(seriesKey(ref), { ...ref, statistics: [...new Set([...statistics, value.statistic])] });
  }
  return [...shown.values()];
}
