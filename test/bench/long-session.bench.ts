import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { createTestClock, createTestPlatform, type TestPlatform } from '#test/support/platform.ts';
import { type Look, lookAt, madeByPage, sayLook, wholeHeap } from './long-session/look.ts';
import {
  cameSoFar,
  countStream,
  layOut,
  measureRunning,
  passPolled,
  passStreamed,
  shownOf,
  stretchMilliseconds,
} from './long-session/measured-hours.ts';
import { open, wander } from './long-session/wander.ts';
import type { Bench, BenchRow } from './rows.ts';
import { type HeapParts, heapParts } from './window/heap-parts.ts';
import { electronExecutable, type OpenedWindow, openWindow, repository } from './window/open-window.ts';
import { signIn } from './window/signed-in.ts';
import { admin } from './window/stage.ts';

/** `GATEHOUSE_BENCH_HOURS=1` tries it in a few minutes, with as much less wandering. */
const hours = Number(process.env.GATEHOUSE_BENCH_HOURS ?? 8);
const share = hours / 8;
const routeChanges = 300;
/** After these every screen was shown a few times: what the page keeps is there. */
const firstChanges = 60;
/** After these the engine has compiled most of what it will: about as many as somebody makes in a long day. */
const warmChanges = Math.max(firstChanges + routeChanges, Math.round(1200 * share));
const firstHours = 0.25;
const warmHours = hours / 2;
const hour = 3_600_000;

type Report = (line: string) => void;

/** What grew between two looks. */
function row(name: string, after: number, before: number, unit: string, [limit, goal]: [number, number]): BenchRow {
  return {
    name,
    subject: 'the same page after it, on the same screen',
    yardstick: 'the page before',
    unit,
    better: 'lower',
    limit,
    goal,
    pairs: { subject: [after], yardstick: [before] },
  };
}

const heapLimits: [number, number] = [1.05, 1.01];
const countLimits: [number, number] = [1.01, 1];

interface Looks {
  /** Every part of the screens was shown a few times. */
  readonly young: Look;
  /** The engine has compiled most of what it will. */
  readonly warm: Look;
  readonly last: Look;
}

/** Between which looks something may have grown, in words: `8 h of the stream / warm (4 h)`. */
interface Spans {
  readonly warm: string;
  readonly young: string;
}

function rowsOf({ young, warm, last }: Looks, spans: Spans): BenchRow[] {
  return [
    row(`heap after ${spans.warm}`, wholeHeap(last), wholeHeap(warm), 'MiB', heapLimits),
    row(`heap, what the page made, after ${spans.young}`, madeByPage(last), madeByPage(young), 'MiB', heapLimits),
    row(`DOM nodes after ${spans.young}`, last.nodes, young.nodes, '', countLimits),
    row(`listeners after ${spans.young}`, last.listeners, young.listeners, '', countLimits),
  ];
}

async function wandering({ page }: OpenedWindow, report: Report): Promise<BenchRow[]> {
  let made = 0;
  const after = async (changes: number): Promise<Look> => {
    await wander(page, changes - made);
    made = changes;
    await open(page, 'Overview');
    const look = await lookAt(page);
    report(`${changes} changes: ${sayLook(look)}`);
    return look;
  };
  const young = await after(firstChanges);
  await after(firstChanges + routeChanges);
  const warm = await after(warmChanges);
  const last = await after(warmChanges + routeChanges);
  return rowsOf(
    { young, warm, last },
    {
      warm: `${routeChanges} route changes / warm (${warmChanges} changes)`,
      young: `${made - firstChanges} route changes / young (${firstChanges} changes)`,
    },
  );
}

/** Hours in which the stream says what is measured, also to the main process, which is looked at as well. */
async function streaming({ page, main }: OpenedWindow, platform: TestPlatform, report: Report): Promise<BenchRow[]> {
  if (main === null) throw new Error('The main process can’t be looked into.');
  const running = measureRunning(platform);
  await open(page, 'Health');
  await countStream(page);
  // The line is made as soon as the screen asks for it.
  await delay(3000);
  let passed = 0;
  const until = async (time: number): Promise<Look & { main: HeapParts }> => {
    await passStreamed(page, platform, time - passed);
    passed = time;
    running(false);
    const look = { ...(await lookAt(page)), main: await heapParts(main) };
    const { stretches, running: parts, resets } = await cameSoFar(page);
    report(`${time} h of the stream: ${sayLook(look)}; main ${wholeHeap(look.main).toFixed(2)} MiB`);
    report(`${stretches} stretches and ${parts} parts of one came, ${resets} resets; ${await shownOf(page)}`);
    running(true);
    return look;
  };
  const young = await until(firstHours);
  const warm = await until(warmHours);
  const last = await until(warmHours + hours);
  running(false);
  const spans = {
    warm: `${hours} h of the stream / warm (${warmHours} h)`,
    young: `${passed - firstHours} h of the stream / young (${firstHours} h)`,
  };
  const [after, before] = [madeByPage(last.main), madeByPage(young.main)];
  return [
    ...rowsOf({ young, warm, last }, spans),
    row(`heap of main, what it made, after ${spans.young}`, after, before, 'MiB', heapLimits),
  ];
}

/** The same where no stream gets through: the console asks. */
async function polling({ page }: OpenedWindow, platform: TestPlatform, report: Report): Promise<BenchRow[]> {
  const from = platform.clock.now().getTime();
  await layOut(platform, from, from + (hours + 1) * hour);
  const after = async (time: number): Promise<Look> => {
    await passPolled(page, platform, time);
    const look = await lookAt(page);
    report(`${time} h more of asking: ${sayLook(look)}; ${await shownOf(page)}`);
    return look;
  };
  // The hours before have warmed it.
  const warm = await after(firstHours);
  const span = `${hours} h of asking / before`;
  return rowsOf({ young: warm, warm, last: await after(hours) }, { warm: span, young: span });
}

async function run(report: Report): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  // In the middle of a stretch, so that one is always running.
  const begin = (Math.floor(Date.now() / stretchMilliseconds) + 0.5) * stretchMilliseconds;
  const platform = await createTestPlatform({ clock: createTestClock(new Date(begin)) });
  await platform.staff('admin', { email: admin.email });
  await layOut(platform, begin - 1.1 * hour, begin);
  const server = createAdaptorServer({ fetch: platform.app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const { NODE_OPTIONS: _options, ...environment } = process.env;
  try {
    const launch = {
      application: repository,
      environment: {
        ...environment,
        GATEHOUSE_USER_DATA: join(directory, 'console'),
        GATEHOUSE_KEYCHAIN_SERVICE: `Gatehouse bench ${randomUUID()}`,
      },
      inspectMain: true,
    };
    const window = await openWindow(await electronExecutable(), launch, 3000);
    await signIn(window.page, `http://127.0.0.1:${port}`);
    const rows = [
      ...(await wandering(window, report)),
      ...(await streaming(window, platform, report)),
      ...(await polling(window, platform, report)),
    ];
    await window.close();
    return rows;
  } finally {
    server.close();
    (server as { closeAllConnections?: () => void }).closeAllConnections?.();
    await platform.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

export const bench: Bench = { name: 'long-session', run };
