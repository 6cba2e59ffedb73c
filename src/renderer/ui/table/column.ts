import type { ReactNode } from 'react';

/** One column of a DataTable. Cells should be plain elements: a hundred of them are drawn in a frame. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** For columns that need no word above them: it is only heard. */
  readonly hideHeader?: boolean;
  /** Width in pixels; with `grow` the least width, and the column takes its share of what is left. */
  readonly width: number;
  readonly grow?: number;
  /** Sort key of the list; the header then sorts. `created_at` stands for `created_at` and `-created_at`. */
  readonly sortKey?: string;
  /** Which way the first press on the header sorts. */
  readonly sortFirst?: 'ascending' | 'descending';
  readonly align?: 'start' | 'end';
  /** Left out while the table is narrower than this many pixels. */
  readonly from?: number;
  cell(row: Row): ReactNode;
}

/** The next sort when a header is pressed: first its own first way, then the other way round. */
export function nextSort(current: string, sortKey: string, first: 'ascending' | 'descending'): string {
  if (current === sortKey) return `-${sortKey}`;
  if (current === `-${sortKey}`) return sortKey;
  return first === 'ascending' ? sortKey : `-${sortKey}`;
}
