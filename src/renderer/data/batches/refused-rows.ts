import type { BatchRow, RowClass } from '#contract/batches.ts';
import { callOperation } from '#renderer/data/call.ts';

/** The largest page the platform gives. */
const pageSize = 1000;

/** Every row of these classes, in the order of the list. Reads page by page; `signal` stops it. */
export async function readRowsOfClasses(
  id: string,
  classes: readonly RowClass[],
  signal?: AbortSignal,
): Promise<BatchRow[]> {
  const rows: BatchRow[] = [];
  for (const rowClass of classes) {
    let cursor: string | null = null;
    do {
      const query: { class: RowClass; limit: number; cursor?: string } = { class: rowClass, limit: pageSize };
      if (cursor !== null) query.cursor = cursor;
      const page = await callOperation('batches.rows', { params: { id }, query }, signal ? { signal } : {});
      rows.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor !== null);
  }
  return rows.sort((a, b) => a.position - b.position);
}
