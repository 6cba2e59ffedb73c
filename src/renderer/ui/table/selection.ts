import { useCallback, useMemo, useState } from 'react';

/** Selected rows by id, with what is needed to act on them. */
export type Selected<Row> = ReadonlyMap<string, Row>;

export interface RowSelection<Row> {
  readonly selected: Selected<Row>;
  toggle(id: string, row: Row): void;
  /** Selects or clears several at once (shift-click). */
  set(rows: readonly (readonly [string, Row])[], on: boolean): void;
  clear(): void;
}

export function withRows<Row>(
  selected: Selected<Row>,
  rows: readonly (readonly [string, Row])[],
  on: boolean,
): Selected<Row> {
  const next = new Map(selected);
  for (const [id, row] of rows) {
    if (on) next.set(id, row);
    else next.delete(id);
  }
  return next;
}

/** The selection of a table. It survives refresh and scrolling; a screen clears it when its filters change. */
export function useRowSelection<Row>(): RowSelection<Row> {
  const [selected, setSelected] = useState<Selected<Row>>(() => new Map());
  const set = useCallback(
    (rows: readonly (readonly [string, Row])[], on: boolean) => setSelected((before) => withRows(before, rows, on)),
    [],
  );
  const toggle = useCallback(
    (id: string, row: Row) => setSelected((before) => withRows(before, [[id, row]], !before.has(id))),
    [],
  );
  const clear = useCallback(() => setSelected(new Map()), []);
  return useMemo(() => ({ selected, toggle, set, clear }), [selected, toggle, set, clear]);
}
