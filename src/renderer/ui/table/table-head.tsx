import { IconArrowDown, IconArrowUp } from '#renderer/ui/icons.ts';
import { type Column, nextSort } from './column.ts';
import classes from './table.module.css';

interface TableHeadProps<Row> {
  columns: readonly Column<Row>[];
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
  /** Null: no boxes. */
  selection: { state: 'none' | 'some' | 'all'; onToggle: () => void } | null;
}

function SortButton<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: string;
  onSort: (sort: string) => void;
}) {
  const key = column.sortKey ?? '';
  const up = sort === key;
  const down = sort === `-${key}`;
  return (
    <button
      type="button"
      className={up || down ? `${classes.sort} ${classes.sorted}` : classes.sort}
      onClick={() => onSort(nextSort(sort, key, column.sortFirst ?? 'ascending'))}
    >
      {column.header}
      {up ? <IconArrowUp size={12} /> : null}
      {down ? <IconArrowDown size={12} /> : null}
    </button>
  );
}

export function TableHead<Row>({ columns, sort, onSort, selection }: TableHeadProps<Row>) {
  const ariaSort = (key: string | undefined) =>
    key === undefined || onSort === undefined
      ? undefined
      : sort === key
        ? ('ascending' as const)
        : sort === `-${key}`
          ? ('descending' as const)
          : ('none' as const);
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" className={classes.headRow} aria-rowindex={1}>
        {selection === null ? null : (
          <div role="columnheader" className={classes.check}>
            <input
              type="checkbox"
              aria-label="Select all loaded rows"
              checked={selection.state === 'all'}
              ref={(box) => {
                if (box) box.indeterminate = selection.state === 'some';
              }}
              onChange={selection.onToggle}
            />
          </div>
        )}
        {columns.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={ariaSort(column.sortKey)}
            className={column.align === 'end' ? `${classes.headCell} ${classes.end}` : classes.headCell}
          >
            {column.sortKey !== undefined && sort !== undefined && onSort !== undefined ? (
              <SortButton column={column} sort={sort} onSort={onSort} />
            ) : column.hideHeader ? (
              <span className="gh-visually-hidden">{column.header}</span>
            ) : (
              column.header
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
