import { setTimeout as delay } from 'node:timers/promises';
import type { DevTools } from '#test/bench/window/devtools.ts';
import { heapOf } from '#test/bench/window/heap.ts';
import { type HeapParts, heapParts } from '#test/bench/window/heap-parts.ts';

/** How a page stands at a moment. */
export interface Look extends HeapParts {
  readonly nodes: number;
  readonly listeners: number;
}

const times = 3;

/**
 * Looks at a page a few times and takes the least of each: what is there by chance (an answer on its way, a notice, a
 * transition) is gone a moment later and is no leak.
 */
export async function lookAt(page: DevTools): Promise<Look> {
  const looks: Look[] = [];
  for (let time = 0; time < times; time += 1) {
    await delay(2000);
    await heapOf(page);
    const { nodes, jsEventListeners: listeners } = await page.send<{ nodes: number; jsEventListeners: number }>(
      'Memory.getDOMCounters',
    );
    looks.push({ nodes, listeners, ...(await heapParts(page)) });
  }
  const least = (part: keyof Look) => Math.min(...looks.map((look) => look[part]));
  return { page: least('page'), engine: least('engine'), nodes: least('nodes'), listeners: least('listeners') };
}

const mebibytes = (bytes: number) => bytes / 2 ** 20;

export function sayLook({ page, engine, nodes, listeners }: Look): string {
  const heap = `${mebibytes(page).toFixed(2)} MiB of the page, ${mebibytes(engine).toFixed(2)} of the engine`;
  return `${heap}, ${nodes} nodes, ${listeners} listeners`;
}

/** All of the heap that can be reached, in MiB. */
export const wholeHeap = ({ page, engine }: HeapParts): number => mebibytes(page + engine);

/** Of it, what the page made, in MiB. */
export const madeByPage = ({ page }: HeapParts): number => mebibytes(page);
