import type { ReactNode } from 'react';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { StaleBadge } from '#renderer/ui/states/stale-badge.tsx';
import classes from './table.module.css';

interface TableFootProps {
  rows: RowSource<unknown>;
  noun: readonly [singular: string, plural: string];
  selected: number;
  children: ReactNode;
}

/** How many rows match and are selected, how old they are when they can't be loaded anew, and what to do with them. */
export function TableFoot({ rows, noun, selected, children }: TableFootProps) {
  return (
    <div className={classes.foot}>
      <span role="status">
        {rows.total === null ? (
          'Loading'
        ) : (
          <span className={classes.count} elementtiming="rows">
            {formatQuantity(rows.total, ...noun)}
          </span>
        )}
        {selected > 0 ? `, ${formatCount(selected)} selected` : ''}
      </span>
      {rows.failure === null ? null : <StaleBadge since={rows.updatedAt} always />}
      {children}
    </div>
  );
}
