import type { Page } from '#contract/common.ts';
import type { InputOf } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { ListInput, ListOperationId, RowOf } from './use-keyset-list.ts';

/** The most rows one page may hold (the contract's `maximumPageSize`, said here without loading its schemas). */
export const maximumRowsAtOnce = 1000;

export interface PageOfAll<Row> {
  rows: readonly Row[];
  /** How many have come so far, this page included. */
  loaded: number;
  /** How many there will be, as of this page. */
  total: number;
}

/** Every row that the filters match, page by page: those on screen and those beyond. */
export async function* allRows<Id extends ListOperationId>(
  id: Id,
  input: ListInput<Id>,
  signal: AbortSignal,
): AsyncGenerator<PageOfAll<RowOf<Id>>> {
  let cursor: string | null = null;
  let loaded = 0;
  do {
    const query = { ...input.query, limit: maximumRowsAtOnce, ...(cursor === null ? {} : { cursor }) };
    const call = { ...input, query } as unknown as InputOf<Id>;
    const page = (await callOperation(id, call, { signal })) as Page<RowOf<Id>>;
    loaded += page.items.length;
    yield { rows: page.items, loaded, total: Math.max(page.total, loaded) };
    cursor = page.items.length === 0 ? null : page.next_cursor;
  } while (cursor !== null);
}
