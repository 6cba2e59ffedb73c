import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { StaleBadge } from '#renderer/ui/states/stale-badge.tsx';
import classes from './table.module.css';
import type { Selecting } from './use-row-selecting.ts';

interface TableFootProps {
  rows: RowSource<unknown>;
  noun: readonly [singular: string, plural: string];
  selected: number;
  selecting: Selecting | null;
  children: ReactNode;
}

/** How many rows match and are selected, how old they are when they can't be loaded anew, and what to do with them. */
export function TableFoot({ rows, noun, selected, selecting, children }: TableFootProps) {
  // Until the answer says how many there are it is the number before, dimmed: another word for a moment would flicker.
  const count = rows.behind?.total ?? rows.total ?? rows.early?.before ?? null;
  return (
    <div className={classes.foot}>
      <span role="status" className={rows.early === null ? undefined : classes.former}>
        {count === null ? (
          'Loading'
        ) : (
          <span className={classes.count} elementtiming="rows">
            {formatQuantity(count, ...noun)}
          </span>
        )}
        {selected > 0 ? `, ${formatCount(selected)} selected` : ''}
      </span>
      {rows.failure === null ? null : <StaleBadge since={rows.updatedAt} always />}
      {rows.behind === null ? null : (
        <span className={classes.behind}>
          The list changed above these rows
          <Button size="compact-xs" variant="default" loading={rows.behind.catchingUp} onClick={rows.catchUp}>
            Bring up to date
          </Button>
        </span>
      )}
      {selecting === null ? (
        children
      ) : (
        <span className={classes.behind} role="status">
          Selecting {formatCount(selecting.loaded)} of {formatCount(selecting.total)}
          <Button size="compact-xs" variant="default" onClick={selecting.cancel}>
            Cancel
          </Button>
        </span>
      )}
    </div>
  );
}
