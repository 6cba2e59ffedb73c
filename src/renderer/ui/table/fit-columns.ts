import type { Column } from './column.ts';

/** Space left and right of the cells of a row. */
const sidePadding = 32;
export const checkWidth = 28;

export interface FittedColumn {
  readonly id: string;
  readonly width: number;
}

/**
 * Which columns fit into a table of some width, and how wide each is in whole pixels: fixed columns keep their width,
 * growing ones share the rest by weight; without a growing one the last takes it, so that lines run through.
 */
export function fitColumns<Row>(
  columns: readonly Column<Row>[],
  tableWidth: number,
  selectable: boolean,
): readonly FittedColumn[] {
  const shown = columns.filter(({ from = 0 }) => from <= tableWidth);
  const taken = shown.reduce((sum, { width }) => sum + width, sidePadding + (selectable ? checkWidth : 0));
  const rest = Math.max(0, tableWidth - taken);
  const grows = shown.some(({ grow }) => grow !== undefined);
  const weight = (column: Column<Row>, index: number) =>
    grows ? (column.grow ?? 0) : index === shown.length - 1 ? 1 : 0;
  const all = shown.reduce((sum, column, index) => sum + weight(column, index), 0);
  return shown.map((column, index) => ({
    id: column.id,
    width: column.width + (all === 0 ? 0 : Math.floor((rest * weight(column, index)) / all)),
  }));
}
