import type { MetricName } from '#contract/metric-series.ts';
import type { Executor } from '#platform/db/open.ts';
import { usualTarget } from '#platform/metrics/endpoint-service.ts';
import { addPoint, readPoints, type StoredPoint } from '#platform/metrics/history-repository.ts';
import { percentilesOf } from '#platform/metrics/history-service.ts';
import { stretchOf } from '#platform/metrics/series.ts';
import { metricValue } from '#shared/alerts/metric-words.ts';
import type { ChartContent, ChartPoint } from './chart.ts';
import { millisecondWords, percentWords } from './words.ts';

const hour = 3_600_000;

/** A minute of a series, and in how many stretches of ten seconds it was measured. */
export interface Minute extends StoredPoint {
  stretches: number;
}

/** Points of ten seconds put together by minute, oldest first. */
export function byMinute(points: readonly StoredPoint[]): Minute[] {
  const minutes: Minute[] = [];
  for (const point of points) {
    const at = stretchOf(point.at.getTime(), 60);
    const last = minutes.at(-1);
    if (last?.at.getTime() === at) {
      addPoint(last, point);
      last.stretches += 1;
    } else minutes.push({ ...point, at: new Date(at), stretches: 1 });
  }
  return minutes;
}

const mean = ({ sum, count }: StoredPoint) => sum / count;

function valuesOf(minutes: readonly Minute[], pick: (minute: Minute) => number | undefined): ChartPoint[] {
  return minutes.flatMap((minute) => {
    const value = pick(minute);
    return value === undefined || !Number.isFinite(value) ? [] : [{ at: minute.at.getTime(), value }];
  });
}

/**
 * Requests a second. A minute without any has no point of its own; where the platform ran meanwhile, which its CPU
 * tells, that is a 0, and only else it was not measured.
 */
export function ratesOf(requests: readonly Minute[], beats: readonly Minute[]): ChartPoint[] {
  const counts = new Map(requests.map(({ at, count }) => [at.getTime(), count]));
  return valuesOf(beats, ({ at, stretches }) => (counts.get(at.getTime()) ?? 0) / (stretches * 10));
}

/** What the charts of the page show: the last hour, by minute. */
export async function readHour(executor: Executor, now: Date): Promise<ChartContent[]> {
  const to = stretchOf(now.getTime(), 60) + 60_000;
  const from = to - hour;
  const read = async (name: MetricName) =>
    byMinute(await readPoints(executor, { name, label: '', from: new Date(from), to: new Date(to), resolution: 10 }));
  const [cpu, memory, disk, queries, requests] = await Promise.all([
    read('cpu.share'),
    read('memory.share'),
    read('disk.share'),
    read('database.query_ms'),
    read('http.duration_ms'),
  ]);
  const range = { from, to };
  return [
    { id: 'cpu', title: 'CPU', points: valuesOf(cpu, mean), most: 1, words: percentWords, ...range },
    { id: 'memory', title: 'Memory', points: valuesOf(memory, mean), most: 1, words: percentWords, ...range },
    { id: 'disk', title: 'Disk', points: valuesOf(disk, mean), most: 1, words: percentWords, ...range },
    {
      id: 'queries',
      title: 'Database queries, mean',
      points: valuesOf(queries, mean),
      // S2: 100 ms in the mean.
      target: 100,
      words: millisecondWords,
      ...range,
    },
    {
      id: 'responses',
      title: 'Response time, p95',
      points: valuesOf(requests, (minute) => percentilesOf(minute)[1]),
      target: usualTarget,
      words: millisecondWords,
      ...range,
    },
    {
      id: 'requests',
      title: 'Requests',
      points: ratesOf(requests, cpu),
      words: (value) => metricValue('http.duration_ms', 'rate', value),
      ...range,
    },
  ];
}
