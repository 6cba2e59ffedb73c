import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { findRow, follow, placeAt, type RowPlace } from './row-place.ts';

/** The row that the keyboard is on: a row, not a line of the screen, so that it stays the same when others come in above. */
export function useActiveRow<Row>(rows: RowSource<Row>, rowId: (row: Row) => string) {
  const [place, setPlace] = useState<RowPlace | null>(null);
  const latest = useRef({ rows, rowId });
  latest.current = { rows, rowId };
  const current = useMemo(() => (place === null ? null : follow(rows, rowId, place)), [rows, rowId, place]);
  useEffect(() => setPlace(current), [current]);

  const set = useCallback((index: number | null) => {
    const { rows: source, rowId: idOf } = latest.current;
    setPlace(index === null ? null : placeAt(source, idOf, index));
  }, []);
  /** Everything moved by so many rows: also the active one, if it can't be found by its id. */
  const shift = useCallback((by: number) => {
    const { rows: source, rowId: idOf } = latest.current;
    setPlace((before) => {
      if (before === null) return null;
      const found = before.id === null ? null : findRow(source, idOf, before.id, before.index);
      return { ...before, index: found ?? before.index + by };
    });
  }, []);
  return { active: current?.index ?? null, setActive: set, shiftActive: shift };
}
