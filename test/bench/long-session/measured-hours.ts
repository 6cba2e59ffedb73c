import { sql } from 'kysely';
import type { MetricName } from '#contract/metric-series.ts';
import { noteStretches } from '#platform/live/stretch-repository.ts';
import type { Measured } from '#platform/metrics/meter.ts';
import { addPoints } from '#platform/metrics/point-repository.ts';
import { Histogram } from '#shared/metrics/histogram.ts';
import type { DevTools } from '#test/bench/window/devtools.ts';
import type { TestPlatform } from '#test/support/platform.ts';

/** Measurements of a stretch stand for so long. */
export const stretchMilliseconds = 10_000;

const measured: readonly MetricName[] = [
  'cpu.share',
  'memory.share',
  'event_loop.lag_ms',
  'disk.share',
  'database.connections',
  'database.query_ms',
  'database.wait_ms',
  'http.duration_ms',
  'http.client_errors',
  'http.server_errors',
];

const histogram = new Histogram();
for (let value = 1; value < 40; value += 1) histogram.record(value * value);

/** Other values in every stretch, as if somebody used the platform. */
const sumAt = (at: number) => 10 + ((at / stretchMilliseconds) % 17);

/** What a node measured in the stretch that begins `at`. */
function measuredAt(at: number, share = 1): Measured[] {
  return measured.map((name) => ({
    name,
    label: '',
    count: Math.max(1, Math.round(39 * share)),
    sum: sumAt(at) * share,
    min: 0.1,
    max: 1521,
    histogram: name.endsWith('_ms') ? histogram : null,
  }));
}

const stretchOf = (time: number) => Math.floor(time / stretchMilliseconds) * stretchMilliseconds;

/** Writes down all stretches between two times at once: they are there as the platform's clock reaches them. */
export async function layOut({ deps }: TestPlatform, from: number, to: number): Promise<void> {
  for (const name of measured) {
    const bytes = name.endsWith('_ms') ? histogram.encode() : null;
    await sql`
      insert into metric_points (resolution, name, label, at, node, count, sum, min, max, histogram)
      select 10, ${name}, '', at, 'bench', 39, 10 + (extract(epoch from at)::bigint / 10 % 17), 0.1, 1521, ${bytes}::bytea
      from generate_series(${new Date(stretchOf(from))}::timestamptz, ${new Date(stretchOf(to) - 1)}::timestamptz, interval '10 seconds') as at`.execute(
      deps.database,
    );
  }
}

/**
 * Lets hours pass that were laid out: the platform's clock goes on by a stretch, and the console looks, as it does when
 * somebody comes back to the window. It draws whatever is new, as it would in those hours.
 */
export async function passPolled(page: DevTools, platform: TestPlatform, hours: number): Promise<void> {
  const steps = Math.round((hours * 3_600_000) / stretchMilliseconds);
  for (let step = 0; step < steps; step += 1) {
    platform.clock.advance(stretchMilliseconds);
    await page.evaluate("window.dispatchEvent(new Event('visibilitychange')); 0");
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

/**
 * Has this node measure as well: the stretch that is not over is told of four times a second, as in any hour. The answer
 * holds it still and lets it go on.
 */
export function measureRunning({ deps, clock }: TestPlatform): (runs: boolean) => void {
  let ticks = 0;
  let isRunning = true;
  deps.live.measureWith(() => {
    if (!isRunning) return null;
    ticks += 1;
    const at = stretchOf(clock.now().getTime());
    return { at, measured: measuredAt(at, ((ticks % 20) + 1) / 20) };
  });
  return (runs) => {
    isRunning = runs;
  };
}

/** Begins to count in the page what the stream says to it. */
export async function countStream(page: DevTools): Promise<void> {
  await page.evaluate(`(() => {
    const came = { stretches: 0, running: 0, resets: 0 };
    window.came = came;
    window.gatehouse.on('live.metrics', ({ reset, events }) => {
      if (reset) came.resets += 1;
      for (const { running } of events) came[running ? 'running' : 'stretches'] += 1;
    });
  })()`);
}

export interface Came {
  stretches: number;
  running: number;
  resets: number;
}

/** What the stream has said to the page so far. */
export const cameSoFar = (page: DevTools): Promise<Came> => page.evaluate<Came>('window.came');

/** Stretches that are written before the page has heard of the last of them. */
const atOnce = 4;

/**
 * Lets hours pass as they are measured: a node writes stretch after stretch, and the stream brings them over main to the
 * page, which has heard of each before the next few are written.
 */
export async function passStreamed(page: DevTools, platform: TestPlatform, hours: number): Promise<void> {
  const steps = Math.round((hours * 3_600_000) / stretchMilliseconds);
  const { stretches: before } = await cameSoFar(page);
  for (let step = 1; step <= steps; step += 1) {
    platform.clock.advance(stretchMilliseconds);
    const now = platform.clock.now();
    const at = new Date(stretchOf(now.getTime()) - stretchMilliseconds);
    await platform.deps.database.transaction().execute(async (transaction) => {
      await addPoints(transaction, { resolution: 10, at, node: 'bench', measured: measuredAt(at.getTime()) });
      await noteStretches(transaction, [at], now);
    });
    if (step % atOnce === 0 || step === steps) await heard(page, before + step);
  }
}

async function heard(page: DevTools, stretches: number): Promise<void> {
  const seen = await page.evaluate<boolean>(`(async () => {
    for (let tries = 0; tries < 3000; tries += 1) {
      if (window.came.stretches >= ${stretches}) return true;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return false;
  })()`);
  if (!seen) throw new Error(`The page did not hear of a stretch: ${JSON.stringify(await cameSoFar(page))}`);
}

/** The newest moment in the table behind a chart and how many there are, to see that the hours really came in. */
export function shownOf(page: DevTools): Promise<string> {
  return page.evaluate<string>(`(async () => {
    const press = (name) => document.querySelector('[aria-label="' + name + '"]').click();
    press('Show CPU as a table');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const times = document.querySelectorAll('table[aria-label="CPU"] tbody th');
    const text = times.length + ' rows, newest ' + times[0]?.textContent;
    press('Show CPU as a chart');
    return text;
  })()`);
}
