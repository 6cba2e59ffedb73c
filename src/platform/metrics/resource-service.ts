import type { MetricName } from '#contract/metric-series.ts';
import type { HealthDetail, Light } from '#contract/metrics.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { light } from '#shared/metrics/light.ts';
import { readConnectionLimit } from './database-state-repository.ts';
import type { StoredPoint } from './history-repository.ts';
import { coverRange } from './ranges.ts';
import { sumSeries } from './sum-repository.ts';

type Resource = HealthDetail['resources'][number];

const hour = 3_600_000;
/** What was measured longer ago than this is not how it is now. */
const currentMilliseconds = 60_000;
const lastingMilliseconds = 300_000;

/** A resource with a limit: yellow and red from these shares of it on. */
interface Fill {
  limit: number | null;
  yellow: number;
  red: number;
}

interface Usage {
  /** Now; for what may well be full for a moment, in the mean of the last minutes. */
  value: number | null;
  lasting: number | null;
  lastHour: StoredPoint | undefined;
  /** How many the database takes. */
  connections: number | null;
}

/** What is shown, and what it is judged by. */
function judge(name: MetricName, { value, lasting, lastHour, connections }: Usage) {
  const fill = (given: Fill, used = value) => ({ limit: given.limit, light: fillLight(used, given) });
  const mean = meanOf(lastHour);
  switch (name) {
    case 'cpu.share':
      return fill({ limit: 1, yellow: 0.8, red: 0.95 }, lasting);
    case 'memory.share':
      return fill({ limit: 1, yellow: 0.9, red: 0.97 });
    case 'disk.share':
      return fill({ limit: 1, yellow: 0.8, red: 0.9 });
    case 'database.connections':
      return fill({ limit: connections, yellow: 0.7, red: 0.9 });
    case 'event_loop.lag_ms':
      return { limit: 50, light: light(mean, 50, 'lower') };
    case 'database.wait_ms':
      return { limit: 50, light: light(mean, 50, 'lower') };
    case 'database.query_ms':
      // S2: 100 ms in the mean.
      return { limit: 100, light: light(mean, 100, 'lower') };
    case 'database.slow_queries':
      return { limit: 1, light: light(lastHour?.sum ?? null, 1, 'lower') };
    case 'database.hit_share':
      return { limit: null, light: light(mean, 0.95, 'higher_share') };
    default:
      return { limit: null, light: 'none' as const };
  }
}

function meanOf(point: StoredPoint | undefined): number | null {
  return point ? point.sum / point.count : null;
}

function fillLight(value: number | null, { limit, yellow, red }: Fill): Light {
  if (value === null || limit === null) return 'none';
  const share = value / limit;
  return share >= red ? 'red' : share >= yellow ? 'yellow' : 'green';
}

const shown = [
  'cpu.share',
  'memory.share',
  'process.memory_bytes',
  'event_loop.lag_ms',
  'disk.share',
  'database.connections',
  'database.wait_ms',
  'database.query_ms',
  'database.slow_queries',
  'database.hit_share',
  'database.size_bytes',
] as const satisfies readonly MetricName[];

/** What the platform uses of what it has: now, and in the last hour. */
export async function resources(deps: Pick<PlatformDeps, 'database' | 'databaseKind' | 'clock'>): Promise<Resource[]> {
  const now = deps.clock.now();
  const last = (milliseconds: number) => ({ from: new Date(now.getTime() - milliseconds), to: now });
  const [current, lasting, past, connections] = await Promise.all([
    sumSeries(deps.database, shown, [{ resolution: 10, ...last(currentMilliseconds) }], ''),
    sumSeries(deps.database, ['cpu.share'], [{ resolution: 10, ...last(lastingMilliseconds) }], ''),
    sumSeries(deps.database, shown, coverRange(last(hour), now, 10), ''),
    deps.databaseKind === 'postgres' ? readConnectionLimit(deps.database) : null,
  ]);
  return shown.map((name) => {
    const point = current.get(name)?.get('');
    const lastHour = past.get(name)?.get('');
    const value = meanOf(point);
    return {
      name,
      value: name === 'database.slow_queries' ? (lastHour?.sum ?? null) : value,
      mean: meanOf(lastHour),
      peak: lastHour?.max ?? null,
      ...judge(name, { value, lasting: meanOf(lasting.get('cpu.share')?.get('')), lastHour, connections }),
    };
  });
}
