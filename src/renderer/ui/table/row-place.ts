import type { RowSource } from '#renderer/data/keyset/row-source.ts';

/** A row that is meant, wherever it moves: its id, and where it was last seen. */
export interface RowPlace {
  /** Null until the row in this place is loaded. */
  readonly id: string | null;
  readonly index: number;
}

/** How far from its old place a row is looked for. */
const reach = 2000;

/** Where the row with this id is now, searched outward from where it was; null where it isn't loaded any more. */
export function findRow<Row>(
  rows: Pick<RowSource<Row>, 'rowAt' | 'total'>,
  rowId: (row: Row) => string,
  id: string,
  from: number,
): number | null {
  const isAt = (index: number) => {
    const row = index < 0 ? undefined : rows.rowAt(index);
    return row !== undefined && rowId(row) === id;
  };
  for (let distance = 0; distance <= reach; distance += 1) {
    if (isAt(from + distance)) return from + distance;
    if (isAt(from - distance)) return from - distance;
  }
  return null;
}

/** The place of whatever row is at an index now. */
export function placeAt<Row>(
  rows: Pick<RowSource<Row>, 'rowAt'>,
  rowId: (row: Row) => string,
  index: number,
): RowPlace {
  const row = rows.rowAt(index);
  return { id: row === undefined ? null : rowId(row), index };
}

/**
 * The place after the list changed: where its row is now; the same index where the row isn't loaded; and where the row
 * has gone, the one that took its place. The same object if nothing moved.
 */
export function follow<Row>(
  rows: Pick<RowSource<Row>, 'rowAt' | 'total'>,
  rowId: (row: Row) => string,
  place: RowPlace,
): RowPlace {
  const here = rows.rowAt(place.index);
  if (here !== undefined && rowId(here) === place.id) return place;
  const found = place.id === null ? null : findRow(rows, rowId, place.id, place.index);
  if (found !== null) return { id: place.id, index: found };
  const index = rows.total === null ? place.index : Math.max(0, Math.min(place.index, rows.total - 1));
  const next = rows.rowAt(index);
  if (next === undefined) return index === place.index ? place : { ...place, index };
  return { id: rowId(next), index };
}
