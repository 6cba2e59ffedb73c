import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { measurePairs, type Pairs } from './measure.ts';
import type { Bench, BenchRow } from './rows.ts';
import { heapOf } from './window/heap.ts';
import { electronExecutable, emptyWindow, openWindow, repository } from './window/open-window.ts';
import { processorTimeOf } from './window/processor.ts';

/** `GATEHOUSE_BENCH_SECONDS=10` tries it in a minute. */
const seconds = Number(process.env.GATEHOUSE_BENCH_SECONDS ?? 60);
const pairs = 2;
const pages = ['ours', 'uplot'] as const;
type Page = (typeof pages)[number];

/** Both pages as the console's own are built, into a directory from which a window can open them. */
async function buildPages(directory: string): Promise<void> {
  const root = join(import.meta.dirname, 'window', 'live');
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      target: 'chrome114',
      outDir: directory,
      emptyOutDir: true,
      modulePreload: false,
      rollupOptions: { input: pages.map((page) => join(root, `${page}.html`)) },
    },
  });
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const directory = await mkdtemp(join(repository, 'out', 'bench-live-'));
  try {
    await buildPages(directory);
    const executable = await electronExecutable();
    const heaps: Record<Page, number[]> = { ours: [], uplot: [] };
    const draw = async (page: Page) => {
      const environment = {
        ...process.env,
        BENCH_USER_DATA: join(directory, `data-${page}`),
        BENCH_PAGE: join(directory, `${page}.html`),
      };
      const parameters = ['--allow-file-access-from-files'];
      const window = await openWindow(executable, { application: emptyWindow, environment, parameters }, 5000);
      const ticks = () => window.page.evaluate<number>('window.ticks ?? 0');
      const root = window.process.pid ?? 0;
      const before = { time: await processorTimeOf(root), ticks: await ticks() };
      await delay(seconds * 1000);
      const used = (await processorTimeOf(root)) - before.time;
      const came = (await ticks()) - before.ticks;
      if (came < seconds * 3.6) throw new Error(`${page} got ${came} of ${seconds * 4} ticks.`);
      const canvases = await window.page.evaluate<number>("document.querySelectorAll('canvas').length");
      if (canvases < 10) throw new Error(`${page} draws ${canvases} charts.`);
      const heap = await heapOf(window.page);
      heaps[page].push(heap / 2 ** 20);
      await window.close();
      report(`${page}: ${used.toFixed(2)} s of processor time, ${(heap / 2 ** 20).toFixed(1)} MiB`);
      return used;
    };
    const processor: Pairs = await measurePairs({
      pairs,
      warmUp: 0,
      subject: () => draw('ours'),
      yardstick: () => draw('uplot'),
    });
    const sides = {
      subject: `the charts of Health: 20 series of 600 points in 10 charts at 4 Hz for ${seconds} s, all processes`,
      yardstick: 'the same stream on the same ground (React, Mantine) in as many charts of uPlot, same runtime',
      better: 'lower' as const,
    };
    return [
      { name: 'live charts, processor time', ...sides, unit: 's', limit: 2.5, goal: 1.2, pairs: processor },
      {
        name: 'live charts, heap of the page',
        ...sides,
        unit: 'MiB',
        limit: 3,
        goal: 1.3,
        pairs: { subject: heaps.ours, yardstick: heaps.uplot },
      },
    ];
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

export const bench: Bench = { name: 'live-charts', run };
