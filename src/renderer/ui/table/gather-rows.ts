import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import type { Range } from './ranges.ts';

type Gathered<Row> = [id: string, row: Row][];

/** The rows of a range if all of them are loaded, else null. */
export function loadedRange<Row>(
  rows: Pick<RowSource<Row>, 'rowAt'>,
  rowId: (row: Row) => string,
  { first, last }: Range,
): Gathered<Row> | null {
  const found: Gathered<Row> = [];
  for (let index = first; index <= last; index += 1) {
    const row = rows.rowAt(index);
    if (row === undefined) return null;
    found.push([rowId(row), row]);
  }
  return found;
}

/** The range could not be made whole, because one of its ends left the list meanwhile. */
export class RangeMoved extends Error {}

/**
 * The rows of a range, walking over those that are not loaded. Its ends are found by their ids, so rows that come or go
 * elsewhere meanwhile don't move it; an end that isn't loaded itself is found by counting.
 *
 * @throws RangeMoved
 */
export async function gatherRange<Row>(
  rows: RowSource<Row>,
  rowId: (row: Row) => string,
  range: Range,
  progress: (loaded: number) => void,
  signal: AbortSignal,
): Promise<Gathered<Row>> {
  const loaded = loadedRange(rows, rowId, range);
  if (loaded !== null) return loaded;
  const idAt = (index: number) => {
    const row = rows.rowAt(index);
    return row === undefined ? null : rowId(row);
  };
  const [firstId, lastId] = [idAt(range.first), idAt(range.last)];
  const size = range.last - range.first + 1;
  const found: Gathered<Row> = [];
  for await (const page of rows.walk(range.first, signal)) {
    signal.throwIfAborted();
    for (const [offset, row] of page.rows.entries()) {
      const id = rowId(row);
      const begins = firstId === null ? page.first + offset === range.first : id === firstId;
      if (found.length === 0 && !begins) continue;
      found.push([id, row]);
      if (lastId === null ? found.length === size : id === lastId) return found;
    }
    progress(Math.min(found.length, size));
  }
  // The range was to reach the end of the list, which came a little sooner or later than it seemed.
  if (found.length > 0 && lastId === null && range.last >= (rows.total ?? 0) - 1) return found;
  throw new RangeMoved('An end of the range left the list.');
}
