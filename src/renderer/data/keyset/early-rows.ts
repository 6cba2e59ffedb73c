import type { RowSource } from './row-source.ts';

/** Rows of an answer that are known before it comes. */
export interface Early {
  /** How many: the first of the answer, without a gap. */
  readonly count: number;
  /** How many the answer can have at most. */
  readonly most: number;
  /** How many rows the former question had. */
  readonly before: number;
}

/** More than any screen shows: what is known only bridges the time until the answer. */
const enough = 100;

/**
 * Rows at hand that a narrower question will find too. It asks for some of the same rows in the same order, so those
 * of the former answer that still match, from its first row on, are the first rows of the new one. Null where none is
 * known; then the answer may still find some. `keep` answers the row as the new question has it, or null.
 */
export function earlyRows<Row>(
  former: Pick<RowSource<Row>, 'total' | 'rowAt'>,
  keep: (row: Row) => Row | null,
): { rows: readonly Row[]; early: Early } | null {
  const before = former.total ?? 0;
  const rows: Row[] = [];
  let seen = 0;
  while (seen < before && rows.length < enough) {
    const row = former.rowAt(seen);
    // Behind a gap rows are known too, but not their places.
    if (row === undefined) break;
    seen += 1;
    const kept = keep(row);
    if (kept !== null) rows.push(kept);
  }
  if (rows.length === 0) return null;
  return { rows, early: { count: rows.length, most: rows.length + before - seen, before } };
}
