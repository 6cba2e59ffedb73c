import type { CallError } from '#renderer/data/call-failure.ts';
import type { Early } from './early-rows.ts';
import type { Behind, WalkedPage } from './keyset-window.ts';

/** Rows by index, however they come: the one thing a table needs to know about data. */
export interface RowSource<Row> {
  /** How many rows match; null until that is known. */
  readonly total: number | null;
  /** Undefined while the row is not loaded. */
  rowAt(index: number): Row | undefined;
  /** Says which rows are on screen. */
  want(first: number, last: number): void;
  /** Changes when any row changed. */
  readonly version: number;
  /** Names the list; other filters make another list, which starts at its top. */
  readonly identity: string;
  /** True while rows of the former filters are still shown. */
  readonly pending: boolean;
  /** Not null while the answer is on its way and its first rows are known already; `total` is null until it is there. */
  readonly early: Early | null;
  /** Why rows could not be loaded, or null. With a total, the rows at hand are older ones. */
  readonly failure: CallError | null;
  /** When the rows were last known to be right (milliseconds), or null. */
  readonly updatedAt: number | null;
  /** Not null while rows came or went above what is on screen and the places are still the old ones. */
  readonly behind: Behind | null;
  retry(): void;
  /** Puts every row in its place again. */
  catchUp(): void;
  /** All rows from about a place on, page by page, loaded or not. */
  walk(from: number, signal: AbortSignal): AsyncIterable<WalkedPage<Row>>;
}

/** A table over rows that are all there. */
export function arraySource<Row>(rows: readonly Row[] | undefined, identity = 'rows'): RowSource<Row> {
  return {
    total: rows?.length ?? null,
    rowAt: (index) => rows?.[index],
    want: () => {},
    version: rows?.length ?? 0,
    identity,
    pending: false,
    early: null,
    failure: null,
    updatedAt: null,
    behind: null,
    retry: () => {},
    catchUp: () => {},
    async *walk(from) {
      yield { first: from, rows: rows?.slice(from) ?? [] };
    },
  };
}
