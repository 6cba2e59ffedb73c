import type { DevTools } from './devtools.ts';
import { type HeapNode, takeSnapshot } from './heap-snapshot.ts';

/** What can be reached on the heap of a page, in bytes. What nobody can reach any more is not counted. */
export interface HeapParts {
  /** What the page made: its objects, lists, texts, numbers and functions. */
  readonly page: number;
  /** What the engine made to run it: compiled code with what it learnt of the page, and shapes of objects. */
  readonly engine: number;
}

/** As the engine calls its own things in a snapshot. */
const ofEngine: ReadonlySet<string> = new Set(['code', 'hidden', 'object shape']);
/** Not on this heap: what the browser holds for the page (its nodes are counted apart), and names without a body. */
const elsewhere: ReadonlySet<string> = new Set(['native', 'synthetic']);

export function partsOf(nodes: readonly HeapNode[]): HeapParts {
  let [page, engine] = [0, 0];
  for (const { type, bytes } of nodes) {
    if (ofEngine.has(type)) engine += bytes;
    else if (!elsewhere.has(type)) page += bytes;
  }
  return { page, engine };
}

/** The heap of a page after a collection, which a snapshot begins with. */
export async function heapParts(page: DevTools): Promise<HeapParts> {
  return partsOf(await takeSnapshot(page));
}
