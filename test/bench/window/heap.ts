import type { DevTools } from './devtools.ts';

/** Bytes of the page's heap that are still needed. */
export async function heapOf(page: DevTools): Promise<number> {
  // What was let go by a first collection may let go of more.
  for (let times = 0; times < 3; times += 1) await page.send('HeapProfiler.collectGarbage');
  const { usedSize } = await page.send<{ usedSize: number }>('Runtime.getHeapUsage');
  return usedSize;
}
