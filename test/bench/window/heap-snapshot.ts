import type { DevTools } from './devtools.ts';

/** One object of the page's heap, as a snapshot tells of it. */
export interface HeapNode {
  /** What kind of object the engine takes it for: `object`, `closure`, `code`, … */
  readonly type: string;
  /** Its class, its text, or what the engine calls it. */
  readonly name: string;
  /** The same number in every snapshot of a page. */
  readonly id: number;
  readonly bytes: number;
}

/** The part of the format that is read; numbers lie one behind the other, `node_fields` says which is which. */
interface SnapshotText {
  readonly snapshot: {
    readonly meta: { readonly node_fields: string[]; readonly node_types: [string[], ...unknown[]] };
  };
  readonly nodes: number[];
  readonly strings: string[];
}

/** Everything that is on the page's heap after a collection. */
export async function takeSnapshot(page: DevTools): Promise<HeapNode[]> {
  return nodesOf(await snapshotText(page));
}

/** The snapshot as the browser writes it, which DevTools can open. */
export async function snapshotText(page: DevTools): Promise<string> {
  const chunks: string[] = [];
  const stop = page.on<{ chunk: string }>('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk));
  // Answers after the last piece has come.
  await page.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  stop();
  return chunks.join('');
}

export function nodesOf(text: string): HeapNode[] {
  const { snapshot, nodes, strings } = JSON.parse(text) as SnapshotText;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, name, id, size] = ['type', 'name', 'id', 'self_size'].map((field) => fields.indexOf(field)) as [
    number,
    number,
    number,
    number,
  ];
  const found: HeapNode[] = [];
  for (let at = 0; at < nodes.length; at += fields.length) {
    found.push({
      type: types[0][nodes[at + type] ?? 0] ?? '',
      name: strings[nodes[at + name] ?? 0] ?? '',
      id: nodes[at + id] ?? 0,
      bytes: nodes[at + size] ?? 0,
    });
  }
  return found;
}
