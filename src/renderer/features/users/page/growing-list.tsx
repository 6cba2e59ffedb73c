import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { ErrorNotice, ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import classes from './user.module.css';

const step = 50;

interface GrowingListProps<Row> {
  rows: RowSource<Row>;
  /** One of them, for the button below: `note`. */
  noun: readonly [singular: string, plural: string];
  /** Shown when there are none. */
  empty: ReactNode;
  children: (items: readonly Row[]) => ReactNode;
}

/** A list of rows of any height that loads on as its end comes in sight. */
export function GrowingList<Row>({ rows, noun, empty, children }: GrowingListProps<Row>) {
  const { total, want, identity, failure } = rows;
  const [grown, setGrown] = useState({ identity, count: step });
  const count = grown.identity === identity ? grown.count : step;
  useEffect(() => want(0, count - 1), [want, count]);

  const items: Row[] = [];
  for (let index = 0; index < Math.min(count, total ?? 0); index += 1) {
    const row = rows.rowAt(index);
    if (row === undefined) break;
    items.push(row);
  }
  const shown = items.length;
  const left = (total ?? 0) - shown;
  const grow = () => setGrown({ identity, count: shown + step });
  const latest = useRef(grow);
  latest.current = grow;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (left <= 0 || shown === 0 || end.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
      },
      { rootMargin: '600px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [left, shown]);

  if (total === null) {
    return failure === null ? <LoadingState lines={8} /> : <ErrorState error={failure} onRetry={rows.retry} />;
  }
  if (total === 0) return empty;
  return (
    <div className={rows.pending ? classes.pending : undefined} aria-busy={rows.pending}>
      {failure === null || failure.kind === 'offline' ? null : (
        <ErrorNotice error={failure} onRetry={rows.retry} kept="What is below was loaded before." />
      )}
      {children(items)}
      {left > 0 ? (
        <div ref={end} className={classes.more}>
          <Button variant="default" onClick={grow}>
            Show more
          </Button>
          <span className={classes.muted}>{formatQuantity(left, ...noun)} further back</span>
        </div>
      ) : null}
    </div>
  );
}
