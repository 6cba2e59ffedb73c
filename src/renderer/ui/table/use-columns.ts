import {
  type ColumnDef,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useLayoutEffect, useMemo, useState } from 'react';
import type { Column } from './column.ts';

const features = tableFeatures({ columnSizingFeature, columnVisibilityFeature });
const noRows: never[] = [];

/**
 * Which columns fit and the grid template they make. TanStack Table holds the column model alone: its row model
 * would need every row of the list at once.
 */
export function useVisibleColumns<Row>(
  columns: readonly Column<Row>[],
  scroller: HTMLElement | null,
  selectable: boolean,
): { columns: readonly Column<Row>[]; template: string } {
  const width = useWidth(scroller);
  const definitions = useMemo<ColumnDef<typeof features, object>[]>(
    () => columns.map(({ id, header, width: size }) => ({ id, header, size, minSize: size })),
    [columns],
  );
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ id, from = 0 }) => [id, from <= width])),
    [columns, width],
  );
  const table = useTable({ features, columns: definitions, data: noRows, state: { columnVisibility } });
  const visible = table
    .getVisibleLeafColumns()
    .map(({ id }) => id)
    .join(' ');
  return useMemo(() => {
    const ids = new Set(visible.split(' '));
    const shown = columns.filter(({ id }) => ids.has(id));
    const tracks = shown.map(({ width: size, grow }) =>
      grow === undefined ? `${size}px` : `minmax(${size}px, ${grow}fr)`,
    );
    // Without a growing column the last one takes the rest, so that lines run through.
    if (shown.every(({ grow }) => grow === undefined) && tracks.length > 0) {
      tracks[tracks.length - 1] = `minmax(${shown.at(-1)?.width ?? 0}px, 1fr)`;
    }
    return { columns: shown, template: [...(selectable ? ['28px'] : []), ...tracks].join(' ') };
  }, [columns, visible, selectable]);
}

function useWidth(scroller: HTMLElement | null): number {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    if (scroller === null) return;
    setWidth(scroller.clientWidth);
    const observer = new ResizeObserver(() => setWidth(scroller.clientWidth));
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [scroller]);
  return width;
}
