import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { findRow } from './row-place.ts';

/**
 * Keeps what is being read where it is when rows come in or go above it. At the very top nothing is held: there, what
 * is new simply appears. `onShift` tells by how many rows everything moved.
 */
export function useScrollAnchor<Row>(
  scroller: HTMLElement | null,
  scrollTop: RefObject<number>,
  rows: RowSource<Row>,
  rowId: (row: Row) => string,
  rowHeight: number,
  onShift: (by: number) => void,
): void {
  const held = useRef<{ identity: string; id: string; index: number } | null>(null);
  const latest = useRef({ rows, rowId, onShift });
  latest.current = { rows, rowId, onShift };

  const hold = () => {
    const { rows: source, rowId: idOf } = latest.current;
    const index = Math.ceil(scrollTop.current / rowHeight);
    const row = source.rowAt(index);
    held.current = row === undefined ? null : { identity: source.identity, id: idOf(row), index };
  };
  const holding = useRef(hold);
  holding.current = hold;

  useLayoutEffect(() => {
    if (scroller === null) return;
    const before = held.current;
    if (before !== null && before.identity === rows.identity && scrollTop.current > 0) {
      const index = findRow(rows, latest.current.rowId, before.id, before.index);
      if (index !== null && index !== before.index) {
        scroller.scrollTop += (index - before.index) * rowHeight;
        // As far as there are rows for it.
        scrollTop.current = scroller.scrollTop;
        latest.current.onShift(index - before.index);
      }
    }
    holding.current();
  }, [scroller, scrollTop, rows, rowHeight]);

  useEffect(() => {
    if (scroller === null) return;
    const onScroll = () => holding.current();
    scroller.addEventListener('scroll', onScroll, { passive: true, capture: true });
    return () => scroller.removeEventListener('scroll', onScroll, { capture: true });
  }, [scroller]);
}
