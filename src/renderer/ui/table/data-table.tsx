import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { ErrorNotice, ErrorState } from '#renderer/ui/states/states.tsx';
import type { Column } from './column.ts';
import { menuPlace } from './menu-place.ts';
import { Placeholders } from './placeholders.tsx';
import type { RowSelection } from './selection.ts';
import classes from './table.module.css';
import { TableFoot } from './table-foot.tsx';
import { TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import { useActiveRow } from './use-active-row.ts';
import { useVisibleColumns } from './use-columns.ts';
import { useFlight } from './use-flight.ts';
import { handleGridKey, targetRow } from './use-grid-keys.ts';
import { useListScroll } from './use-list-scroll.ts';
import { useRowSelecting } from './use-row-selecting.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';
import { useScrollTop } from './use-scroll-top.ts';
import { useTableCommands } from './use-table-commands.ts';

export const rowHeight = 32;
/** Rows drawn above and below those in view. */
const overscan = 4;
/** Rows of the final shape while the number is not known. */
const placeholders = 24;

export interface DataTableProps<Row> {
  /** Accessible name of the grid. */
  label: string;
  /** One row, for the count below: `invitation`. */
  noun: readonly [singular: string, plural: string];
  rows: RowSource<Row>;
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  /** What a person calls the row (an address, a name). */
  rowName: (row: Row) => string;
  sort?: string;
  onSort?: (sort: string) => void;
  /** Which row is open in the detail panel. */
  openId?: string | undefined;
  onOpen?: (row: Row) => void;
  /** Told the row that the keyboard is on, for keys that act on it. Must not change between renders. */
  onActive?: (row: Row | undefined) => void;
  /** Escape, when something is open. */
  onClose?: () => void;
  selection?: RowSelection<Row>;
  /** A right press on a row, or the menu key. */
  onMenu?: (row: Row, left: number, top: number) => void;
  /** Shown instead of the rows when nothing matches: EmptyState or NothingMatches. */
  empty: ReactNode;
  /** Beside the count below: actions on the selection. */
  footer?: ReactNode;
}

/**
 * The one table of the console: 32 px rows of any number, of which only those on screen exist. Sorting and filtering
 * are the platform's; TanStack Table keeps the columns, TanStack Virtual the rows in view, a RowSource the data.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, empty } = props;
  if (rows.total === null && rows.failure !== null) {
    return (
      <div className={classes.picture}>
        <ErrorState error={rows.failure} onRetry={rows.retry} />
      </div>
    );
  }
  if (rows.total === 0) return <div className={classes.picture}>{empty}</div>;
  return <Grid {...props} />;
}

function Grid<Row>(props: DataTableProps<Row>) {
  const { rows, selection, rowId, onOpen, onActive, onClose, onMenu } = props;
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const gridId = useId();
  const { active, setActive, shiftActive } = useActiveRow(rows, rowId);
  const { columns, template } = useVisibleColumns(props.columns, scroller, selection !== undefined);
  // Before whoever asks for it in the event that tells it.
  const scrollTop = useScrollTop(scroller);
  const flying = useFlight(scroller, scrollTop, rowHeight);
  const { toggle, extend, head, selecting } = useRowSelecting(rows, rowId, selection);

  /** How many rows can be moved through; null while none is known. */
  const known = rows.total ?? rows.early?.count ?? null;
  // Room for those to come as well: without it the columns would move as the bar to scroll by comes and goes.
  const count = rows.early?.most ?? known ?? placeholders;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan,
    // The head stands before the first row and stays in sight over the others.
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    initialRect: { width: 800, height: 600 },
  });
  const items = virtualizer.getVirtualItems();
  const drawn = known === null ? [] : items;
  // As the virtualizer measured it: asking the element would lay the page out in the middle of drawing it.
  const height = virtualizer.scrollRect?.height ?? 0;
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { want, identity } = rows;
  useEffect(() => want(first, last), [want, first, last]);
  useListScroll(scroller, scrollTop, identity, known !== null, () => setActive(null));
  useScrollAnchor(scroller, scrollTop, rows, rowId, rowHeight, shiftActive);

  const latest = useRef({ rows, onOpen });
  latest.current = { rows, onOpen };
  const open = useCallback((index: number) => {
    const row = latest.current.rows.rowAt(index);
    if (row !== undefined) latest.current.onOpen?.(row);
  }, []);
  const select = useCallback(
    (index: number, range: boolean) => {
      setActive(index);
      toggle(index, range);
    },
    [toggle, setActive],
  );
  const press = useCallback(
    (index: number, event: MouseEvent) => {
      // Marking text in a cell is not opening the row.
      if (window.getSelection()?.type === 'Range') return;
      setActive(index);
      if (event.shiftKey) toggle(index, true);
      else open(index);
    },
    [open, toggle, setActive],
  );
  const activeRow = active === null ? undefined : rows.rowAt(active);
  // Before the next key can be pressed: what it does may be of this row.
  useLayoutEffect(() => onActive?.(activeRow), [onActive, activeRow]);
  // Without rows the keyboard is on none.
  useLayoutEffect(() => () => onActive?.(undefined), [onActive]);
  const page = Math.max(1, Math.floor(height / rowHeight) - 2);
  const move = (index: number) => {
    setActive(index);
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  // After the scroll place of the list was settled: what was asked for before there were rows.
  const waiting = useRef<string | null>(null);
  useEffect(() => {
    if (known === null || waiting.current === null) return;
    const target = targetRow(waiting.current, null, known, page);
    waiting.current = null;
    if (target === null) return;
    setActive(target);
    virtualizer.scrollToIndex(target, { align: 'auto' });
  }, [known, page, setActive, virtualizer]);
  useTableCommands(
    {
      move: (key) => {
        const target = targetRow(key, active, known ?? 0, page);
        scroller?.focus();
        if (target !== null) move(target);
      },
      toggle: () => active !== null && select(active, false),
      open: () => active !== null && open(active),
      close: () => onClose?.(),
    },
    { selectable: selection !== undefined, loaded: known !== null },
  );

  // At least as many as are drawn, whatever the height was measured to be: two rows in one place leave a ghost behind.
  const places = Math.max(items.length, Math.ceil(height / rowHeight) + 2 * overscan + 2);
  const activeShown = active !== null && active >= first && active <= last;
  return (
    <div className={frameClass(rows)}>
      {/* That the platform can't be reached stands above every screen already; the rows need not move for it. */}
      {rows.failure === null || rows.failure.kind === 'offline' ? null : (
        <div className={classes.notice}>
          <ErrorNotice error={rows.failure} onRetry={rows.retry} kept="The rows below are the ones loaded before." />
        </div>
      )}
      <div
        role="grid"
        ref={setScroller}
        className={classes.scroller}
        style={{ '--columns': template } as CSSProperties}
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={rows.total === null ? -1 : rows.total + 1}
        aria-colcount={columns.length + (selection === undefined ? 0 : 1)}
        aria-multiselectable={selection === undefined ? undefined : true}
        aria-busy={rows.total === null || rows.pending}
        aria-activedescendant={activeShown ? `${gridId}-${active}` : undefined}
        onContextMenu={(event) => {
          // With text marked the menu of the window copies it.
          if (onMenu === undefined || window.getSelection()?.type === 'Range') return;
          const place = menuPlace(event, active, (index) => `${gridId}-${index}`);
          const row = place === null ? undefined : rows.rowAt(place.index);
          if (place === null || row === undefined) return;
          event.preventDefault();
          setActive(place.index);
          onMenu(row, place.left, place.top);
        }}
        onKeyDown={(event) =>
          handleGridKey(event, {
            count: known ?? 0,
            active,
            page,
            move,
            wait: (key) => {
              waiting.current = key;
            },
            extend: (index) => {
              if (selection !== undefined) extend(active ?? index, index);
              move(index);
            },
            open,
            toggle: (index) => select(index, false),
            back: () => onClose?.(),
          })
        }
      >
        <div className={classes.grid}>
          <TableHead columns={columns} sort={props.sort} onSort={props.onSort} selection={head} />
          <div role="rowgroup" className={classes.body} style={{ height: count * rowHeight }}>
            {known === null ? <Placeholders columns={columns.length} selectable={selection !== undefined} /> : null}
            {drawn.map(({ index, start }) => {
              const row = flying ? undefined : rows.rowAt(index);
              const id = row === undefined ? undefined : rowId(row);
              return (
                <TableRow
                  // Places on screen are reused for other rows, which is cheaper than making new ones.
                  key={index % places}
                  row={row}
                  index={index}
                  top={start - rowHeight}
                  id={`${gridId}-${index}`}
                  columns={columns}
                  selectable={selection !== undefined}
                  selected={id !== undefined && (selection?.selected.has(id) ?? false)}
                  active={index === active}
                  open={id !== undefined && id === props.openId}
                  openable={onOpen !== undefined}
                  name={row === undefined ? 'row' : props.rowName(row)}
                  onPress={press}
                  onToggle={select}
                />
              );
            })}
          </div>
        </div>
      </div>
      <TableFoot rows={rows} noun={props.noun} selected={selection?.selected.size ?? 0} selecting={selecting}>
        {props.footer}
      </TableFoot>
    </div>
  );
}

function frameClass({ pending, early }: RowSource<unknown>): string {
  return [classes.frame, pending && classes.pending, early !== null && classes.early].filter(Boolean).join(' ');
}
