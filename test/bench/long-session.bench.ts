import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { sql } from 'kysely';
import type { MetricName } from '#contract/metric-series.ts';
import { Histogram } from '#shared/metrics/histogram.ts';
import { createTestClock, createTestPlatform, type TestPlatform } from '#test/support/platform.ts';
import type { Bench, BenchRow } from './rows.ts';
import type { DevTools } from './window/devtools.ts';
import { heapOf } from './window/heap.ts';
import { electronExecutable, openWindow, repository } from './window/open-window.ts';
import { signIn } from './window/signed-in.ts';
import { admin } from './window/stage.ts';

/** `GATEHOUSE_BENCH_HOURS=1` tries it in a few minutes. */
const hours = Number(process.env.GATEHOUSE_BENCH_HOURS ?? 8);
const routeChanges = 300;
const warmChanges = 60;
/** So much of the platform's time passes with each look of the console. */
const stride = 10_000;

interface State {
  heap: number;
  nodes: number;
  listeners: number;
}

async function stateOf(page: DevTools): Promise<State> {
  // What goes by itself a moment later (notices, transitions, answers on their way) is no leak.
  await delay(3000);
  const heap = await heapOf(page);
  const { nodes, jsEventListeners: listeners } = await page.send<{ nodes: number; jsEventListeners: number }>(
    'Memory.getDOMCounters',
  );
  return { heap: heap / 2 ** 20, nodes, listeners };
}

const links = `[...document.querySelectorAll('nav a[href]')]`;

/** Opens one screen after the other through the navigation, and waits for each to say its name. */
function wander(page: DevTools, changes: number): Promise<void> {
  return page.evaluate(`(async () => {
    const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
    for (let change = 0; change < ${changes}; change += 1) {
      const all = ${links};
      const link = all[(change * 7) % all.length];
      const name = link.textContent.replace(/\\d+$/, '').trim();
      link.click();
      for (let tries = 0; document.querySelector('h1')?.textContent !== name; tries += 1) {
        if (tries > 600) throw new Error(name + ' did not open: ' + document.querySelector('h1')?.textContent);
        await pause(20);
      }
      await pause(120);
    }
  })()`);
}

function open(page: DevTools, name: string): Promise<void> {
  return page.evaluate(`(async () => {
    const link = ${links}.find(({ textContent }) => textContent.startsWith('${name}'));
    link.click();
    for (let tries = 0; document.querySelector('h1')?.textContent !== '${name}'; tries += 1) {
      if (tries > 600) throw new Error('${name} did not open.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })()`);
}

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

/** Measurements of the hours before and of those to come: they come in as the platform's clock reaches them. */
async function layOutHours({ deps, clock }: TestPlatform): Promise<void> {
  const histogram = new Histogram();
  for (let value = 1; value < 40; value += 1) histogram.record(value * value);
  const from = new Date(clock.now().getTime() - 3_600_000);
  const to = new Date(clock.now().getTime() + (hours + 2) * 3_600_000);
  for (const name of measured) {
    const bytes = name.endsWith('_ms') ? histogram.encode() : null;
    await sql`
      insert into metric_points (resolution, name, label, at, node, count, sum, min, max, histogram)
      select 10, ${name}, '', at, 'bench', 39, 10 + (extract(epoch from at)::bigint / 10 % 17), 0.1, 1521, ${bytes}::bytea
      from generate_series(${from}::timestamptz, ${to}::timestamptz, interval '10 seconds') as at`.execute(
      deps.database,
    );
  }
}

/**
 * Lets the hours pass: the platform's clock goes on by a stretch, and the console looks, as it does when somebody comes
 * back to the window. It draws whatever is new, as it would in those hours.
 */
async function passHours(page: DevTools, platform: TestPlatform, count: number): Promise<void> {
  const steps = Math.round((count * 3_600_000) / stride);
  for (let step = 0; step < steps; step += 1) {
    platform.clock.advance(stride);
    await page.evaluate("window.dispatchEvent(new Event('visibilitychange')); 0");
    await delay(60);
  }
}

/** The newest moment in the table behind a chart, to see that the hours really came in. */
async function newestShown(page: DevTools): Promise<string> {
  return page.evaluate<string>(`(async () => {
    const press = (name) => document.querySelector('[aria-label="' + name + '"]').click();
    press('Show CPU as a table');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const text = document.querySelector('table[aria-label="CPU"] tbody th')?.textContent ?? '';
    press('Show CPU as a chart');
    return text;
  })()`);
}

function rowsOf(what: string, warm: State, after: State): BenchRow[] {
  const row = (part: keyof State, of: string, limit: number, goal: number): BenchRow => ({
    name: `${of} after ${what} / warm`,
    subject: `${of} after ${what}, on the same screen`,
    yardstick: 'the same, warm, before',
    unit: part === 'heap' ? 'MiB' : '',
    better: 'lower',
    limit,
    goal,
    pairs: { subject: [after[part]], yardstick: [warm[part]] },
  });
  return [row('heap', 'heap', 1.05, 1.01), row('nodes', 'DOM nodes', 1.01, 1), row('listeners', 'listeners', 1.01, 1)];
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const platform = await createTestPlatform({ clock: createTestClock(new Date()) });
  await platform.staff('admin', { email: admin.email });
  await layOutHours(platform);
  const server = createAdaptorServer({ fetch: platform.app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const { NODE_OPTIONS: _options, ...environment } = process.env;
  try {
    const window = await openWindow(
      await electronExecutable(),
      {
        application: repository,
        environment: {
          ...environment,
          GATEHOUSE_USER_DATA: join(directory, 'console'),
          GATEHOUSE_KEYCHAIN_SERVICE: `Gatehouse bench ${randomUUID()}`,
        },
      },
      3000,
    );
    const { page } = window;
    const say = ({ heap, nodes, listeners }: State) => `${heap.toFixed(2)} MiB, ${nodes} nodes, ${listeners} listeners`;
    await signIn(page, `http://127.0.0.1:${port}`);
    await wander(page, warmChanges);
    await open(page, 'Overview');
    const warm = await stateOf(page);
    report(`warm: ${say(warm)}`);
    await wander(page, routeChanges);
    await open(page, 'Overview');
    const wandered = await stateOf(page);
    report(`after ${routeChanges} changes: ${say(wandered)}`);

    await open(page, 'Health');
    await passHours(page, platform, 0.25);
    const live = await stateOf(page);
    report(`Health, warm: ${say(live)}, ${await newestShown(page)}`);
    await passHours(page, platform, hours);
    const later = await stateOf(page);
    report(`Health, ${hours} h later: ${say(later)}, ${await newestShown(page)}`);
    await window.close();
    return [...rowsOf(`${routeChanges} route changes`, warm, wandered), ...rowsOf(`${hours} h of Health`, live, later)];
  } finally {
    server.close();
    (server as { closeAllConnections?: () => void }).closeAllConnections?.();
    await platform.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

export const bench: Bench = { name: 'long-session', run };
