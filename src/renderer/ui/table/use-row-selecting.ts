import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { toastDone, toastFailure } from '#renderer/ui/overlay/toasts.ts';
import { gatherRange, loadedRange, RangeMoved } from './gather-rows.ts';
import { type Range, rangeOf, without } from './ranges.ts';
import { follow, placeAt, type RowPlace } from './row-place.ts';
import type { RowSelection } from './selection.ts';

/** Rows of a range that are being loaded, before any of them is selected. */
export interface Selecting {
  readonly loaded: number;
  readonly total: number;
  readonly cancel: () => void;
}

/** Where a range begins, and the end it has now. */
interface Span {
  readonly identity: string;
  readonly anchor: RowPlace;
  readonly end: RowPlace;
  /** False while its rows are still fetched. */
  readonly selected: boolean;
}

/**
 * How rows are selected from inside a table: one, a range from the last one, all that are loaded, none. A range is
 * complete: rows in it that are not loaded are fetched first, and until they are there nothing changes.
 */
export function useRowSelecting<Row>(
  rows: RowSource<Row>,
  rowId: (row: Row) => string,
  selection: RowSelection<Row> | undefined,
) {
  const span = useRef<Span | null>(null);
  const running = useRef<AbortController | null>(null);
  const [selecting, setSelecting] = useState<Selecting | null>(null);
  const latest = useRef({ rows, rowId, selection });
  latest.current = { rows, rowId, selection };

  // Another list, or no list any more: what was asked for there is of no use here.
  const { identity } = rows;
  const shown = useRef(identity);
  useEffect(() => {
    if (shown.current !== identity) running.current?.abort();
    shown.current = identity;
  }, [identity]);
  useEffect(() => () => running.current?.abort(), []);

  /** Gets the rows of some ranges and hands them over, unless something else is asked for first. */
  const withRows = useCallback((ranges: readonly Range[], use: (found: [string, Row][][]) => void) => {
    const { rows: source, rowId: idOf } = latest.current;
    running.current?.abort();
    const loaded = ranges.map((range) => loadedRange(source, idOf, range));
    if (loaded.every((found) => found !== null)) {
      use(loaded);
      return;
    }
    const abort = new AbortController();
    running.current = abort;
    const total = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    const tell = (count: number) => setSelecting({ loaded: count, total, cancel: () => abort.abort() });
    const gather = async () => {
      const found: [string, Row][][] = [];
      let done = 0;
      for (const range of ranges) {
        const before = done;
        const gathered = await gatherRange(source, idOf, range, (count) => tell(before + count), abort.signal);
        done += gathered.length;
        found.push(gathered);
      }
      return found;
    };
    tell(0);
    gather()
      .then((found) => {
        if (!abort.signal.aborted) use(found);
      })
      .catch((failure: unknown) => {
        if (abort.signal.aborted) return;
        if (failure instanceof RangeMoved) toastDone('The list changed meanwhile, so the range was not selected');
        else toastFailure(toCallError(failure), 'The range was not selected');
      })
      .finally(() => {
        if (running.current !== abort) return;
        running.current = null;
        setSelecting(null);
      });
  }, []);

  const spanNow = useCallback((): Span | null => {
    const { rows: source, rowId: idOf } = latest.current;
    const before = span.current;
    if (before === null || before.identity !== source.identity) return null;
    return { ...before, anchor: follow(source, idOf, before.anchor), end: follow(source, idOf, before.end) };
  }, []);

  const toggle = useCallback(
    (index: number, range: boolean) => {
      const { rows: source, rowId: idOf, selection: chosen } = latest.current;
      const row = source.rowAt(index);
      if (row === undefined || chosen === undefined) return;
      const on = !chosen.selected.has(idOf(row));
      const from = range ? (spanNow()?.anchor.index ?? index) : index;
      const place = placeAt(source, idOf, index);
      withRows([rangeOf(from, index)], ([found = []]) => {
        chosen.set(found, on);
        span.current = { identity: source.identity, anchor: place, end: place, selected: true };
      });
    },
    [spanNow, withRows],
  );

  /** Moves the end of the range that began at `from`: rows between are selected, rows left behind are not any more. */
  const extend = useCallback(
    (from: number, to: number) => {
      const { rows: source, rowId: idOf, selection: chosen } = latest.current;
      if (chosen === undefined) return;
      const known = spanNow();
      // Only a range that ends where the keyboard is goes on; anywhere else a new one begins.
      const goesOn = known !== null && (known.end.index === from || running.current !== null);
      const anchor = goesOn ? known.anchor : placeAt(source, idOf, from);
      const before = goesOn && known.selected ? rangeOf(anchor.index, known.end.index) : null;
      const after = rangeOf(anchor.index, to);
      const added = before === null ? [after] : without(after, before);
      const left = before === null ? [] : without(before, after);
      // The next key may come before the rows of this one: it goes on from here, not from an older range.
      if (!goesOn) span.current = { identity: source.identity, anchor, end: anchor, selected: false };
      withRows([...added, ...left], (found) => {
        chosen.set(found.slice(0, added.length).flat(), true);
        chosen.set(found.slice(added.length).flat(), false);
        span.current = { identity: source.identity, anchor, end: placeAt(source, idOf, to), selected: true };
      });
    },
    [spanNow, withRows],
  );

  const head = useMemo(() => {
    if (selection === undefined) return null;
    const { size } = selection.selected;
    const state = size === 0 ? 'none' : size >= (rows.total ?? Number.POSITIVE_INFINITY) ? 'all' : 'some';
    const onToggle = () => {
      if (size > 0) selection.clear();
      else selection.set(allLoaded(rows, rowId), true);
    };
    return { state, onToggle } as const;
  }, [selection, rows, rowId]);

  return { toggle, extend, head, selecting };
}

function allLoaded<Row>(rows: RowSource<Row>, rowId: (row: Row) => string): [string, Row][] {
  const found: [string, Row][] = [];
  for (let index = 0; index < (rows.total ?? rows.early?.count ?? 0); index += 1) {
    const row = rows.rowAt(index);
    if (row !== undefined) found.push([rowId(row), row]);
  }
  return found;
}
