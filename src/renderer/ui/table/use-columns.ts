import {
  type ColumnDef,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useLayoutEffect, useMemo, useState } from 'react';
import type { Column } from './column.ts';
import { checkWidth, fitColumns } from './fit-columns.ts';

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
    () => columns.map(({ id, header }) => ({ id, header })),
    [columns],
  );
  const state = useMemo(() => {
    const fitted = new Map(fitColumns(columns, width, selectable).map(({ id, width: size }) => [id, size]));
    return {
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, fitted.has(id)])),
      columnSizing: Object.fromEntries(fitted),
    };
  }, [columns, width, selectable]);
  const table = useTable({ features, columns: definitions, data: noRows, state });
  const model = table
    .getVisibleLeafColumns()
    .map((column) => `${column.id}:${column.getSize()}`)
    .join(' ');
  return useMemo(() => {
    const sizes = new Map(model.split(' ').map((part) => part.split(':') as [string, string]));
    const shown = columns.filter(({ id }) => sizes.has(id));
    // Whole pixels: the browser then has nothing to work out, row by row.
    const tracks = shown.map(({ id }) => `${sizes.get(id) ?? 0}px`);
    return { columns: shown, template: [...(selectable ? [`${checkWidth}px`] : []), ...tracks].join(' ') };
  }, [columns, model, selectable]);
}

function useWidth(scroller: HTMLElement | null): number {
  const [width, setWidth] = useState(800);
  useLayoutEffect(() => {
    if (scroller === null) return;
    setWidth(scroller.clientWidth);
    const observer = new ResizeObserver(() => setWidth(scroller.clientWidth));
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [scroller]);
  return width;
}
