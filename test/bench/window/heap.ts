import type { DevTools } from './devtools.ts';

/** Bytes of the page's heap that are still needed, with those of its plain arrays of numbers, which lie beside it. */
export async function heapOf(page: DevTools): Promise<number> {
  // What was let go by a first collection may let go of more.
  for (let times = 0; times < 3; times += 1) await page.send('HeapProfiler.collectGarbage');
  const { usedSize } = await page.send<{ usedSize: number }>('Runtime.getHeapUsage');
  return usedSize + (await arrayBytesOf(page));
}

/** Every array of plain numbers is a view on a buffer, whose bytes are not counted as the heap's. */
async function arrayBytesOf(page: DevTools): Promise<number> {
  const objectGroup = 'heap';
  const { result } = await page.send<{ result: { objectId: string } }>('Runtime.evaluate', {
    expression: 'ArrayBuffer.prototype',
    objectGroup,
  });
  const { objects } = await page.send<{ objects: { objectId: string } }>('Runtime.queryObjects', {
    prototypeObjectId: result.objectId,
    objectGroup,
  });
  const sum = await page.send<{ result: { value: number } }>('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.reduce((sum, { byteLength }) => sum + byteLength, 0); }',
    returnByValue: true,
  });
  await page.send('Runtime.releaseObjectGroup', { objectGroup });
  return sum.result.value;
}
