import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

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

/** Calls back when the list has become another one. */
export function useOnOtherList(identity: string, forget: () => void): void {
  const shown = useRef(identity);
  useEffect(() => {
    if (shown.current === identity) return;
    shown.current = identity;
    forget();
  }, [identity, forget]);
}

/**
 * The selection of a table. It survives refresh and scrolling, and ends when the list becomes another one (other
 * filters, another sort): what was selected in the former could no longer be seen. `identity` is that of the rows.
 */
export function useRowSelection<Row>(identity: string): RowSelection<Row> {
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
  useOnOtherList(identity, clear);
  return useMemo(() => ({ selected, toggle, set, clear }), [selected, toggle, set, clear]);
}
