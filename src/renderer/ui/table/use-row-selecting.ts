import { useCallback, useMemo, useRef } from 'react';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import type { RowSelection } from './selection.ts';

/** How rows are selected from inside a table: one, a range from the last one, all that are loaded, none. */
export function useRowSelecting<Row>(
  rows: RowSource<Row>,
  rowId: (row: Row) => string,
  selection: RowSelection<Row> | undefined,
) {
  const anchor = useRef<{ identity: string; index: number } | null>(null);
  const latest = useRef({ rows, rowId, selection });
  latest.current = { rows, rowId, selection };

  const toggle = useCallback((index: number, range: boolean) => {
    const { rows: source, rowId: idOf, selection: chosen } = latest.current;
    const row = source.rowAt(index);
    if (row === undefined || chosen === undefined) return;
    const on = !chosen.selected.has(idOf(row));
    const from = range && anchor.current?.identity === source.identity ? anchor.current.index : index;
    chosen.set(loadedRows(source, idOf, Math.min(from, index), Math.max(from, index)), on);
    anchor.current = { identity: source.identity, index };
  }, []);

  const head = useMemo(() => {
    if (selection === undefined) return null;
    const { size } = selection.selected;
    const state = size === 0 ? 'none' : size >= (rows.total ?? Number.POSITIVE_INFINITY) ? 'all' : 'some';
    const onToggle = () => {
      if (size > 0) selection.clear();
      else selection.set(loadedRows(rows, rowId, 0, (rows.total ?? 0) - 1), true);
    };
    return { state, onToggle } as const;
  }, [selection, rows, rowId]);

  return { toggle, head };
}

function loadedRows<Row>(
  rows: RowSource<Row>,
  rowId: (row: Row) => string,
  first: number,
  last: number,
): [string, Row][] {
  const found: [string, Row][] = [];
  for (let index = first; index <= last; index += 1) {
    const row = rows.rowAt(index);
    if (row !== undefined) found.push([rowId(row), row]);
  }
  return found;
}
