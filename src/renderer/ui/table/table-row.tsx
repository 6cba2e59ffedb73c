import { type MouseEvent, memo } from 'react';
import type { Column } from './column.ts';
import classes from './table.module.css';

interface TableRowProps<Row> {
  row: Row | undefined;
  index: number;
  top: number;
  id: string;
  columns: readonly Column<Row>[];
  selectable: boolean;
  selected: boolean;
  active: boolean;
  open: boolean;
  openable: boolean;
  /** Accessible name of the row's box. */
  name: string;
  onPress: (index: number, event: MouseEvent) => void;
  onToggle: (index: number, range: boolean) => void;
}

function TableRowInner<Row>(props: TableRowProps<Row>) {
  const { row, index, columns, selectable, selected, active, open, openable } = props;
  const className = [
    classes.row,
    openable && classes.openable,
    active && classes.active,
    open && classes.open,
    row === undefined && classes.coming,
  ];
  return (
    <div
      role="row"
      id={props.id}
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : open}
      className={className.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={(event) => props.onPress(index, event)}
    >
      {selectable ? (
        <div role="gridcell" className={classes.check}>
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={`Select ${props.name}`}
            checked={selected}
            disabled={row === undefined}
            onChange={() => {}}
            onClick={(event) => {
              event.stopPropagation();
              props.onToggle(index, event.shiftKey);
            }}
          />
        </div>
      ) : null}
      {row === undefined ? (
        // One cell for all: rows that fly past are drawn for a frame or two.
        <div role="gridcell" aria-colspan={columns.length} className={classes.placeholder} />
      ) : (
        columns.map((column) => (
          <div
            key={column.id}
            role="gridcell"
            className={column.align === 'end' ? `${classes.cell} ${classes.end}` : classes.cell}
          >
            {column.cell(row)}
          </div>
        ))
      )}
    </div>
  );
}

export const TableRow = memo(TableRowInner) as typeof TableRowInner;
