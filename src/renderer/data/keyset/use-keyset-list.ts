import {
  hashKey,
  type QueryClient,
  type QueryKey,
  queryOptions,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Page } from '#contract/common.ts';
import type { AnswerOf, InputOf, ValueOperationId } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { earlyRows } from './early-rows.ts';
import { KeysetWindow } from './keyset-window.ts';
import type { RowSource } from './row-source.ts';

/** Operations that answer a page of rows. */
export type ListOperationId = {
  [Id in ValueOperationId]: AnswerOf<Id> extends Page<unknown> ? Id : never;
}[ValueOperationId];
export type RowOf<Id extends ListOperationId> = AnswerOf<Id> extends Page<infer Row> ? Row : never;

/** Input of a list without what the window decides itself. */
export type ListInput<Id extends ListOperationId> = Omit<InputOf<Id>, 'query'> & { query: ListQuery<Id> };
type ListQuery<Id extends ListOperationId> = Omit<
  InputOf<Id> extends { query: infer Query } ? Query : never,
  'limit' | 'cursor'
>;

export interface KeysetListOptions<Query, Row> {
  /** Looks again after so many milliseconds while the window is visible. */
  every?: number;
  /**
   * If a question asks for nothing beyond the former one: a row of the former answer as the new one has it, or null for
   * one that it leaves out. Null where that can't be told. Must not change between renders.
   */
  narrows?: (before: Query, now: Query) => ((row: Row) => Row | null) | null;
}

/** What is asked and the rows of it; the same object for as long as the query is kept. */
interface List<Id extends ListOperationId> {
  readonly id: ListOperationId;
  readonly query: ListQuery<Id>;
  readonly rows: KeysetWindow<RowOf<Id>>;
}

type Lists = Map<string, List<ListOperationId>>;
const listsByClient = new WeakMap<QueryClient, Lists>();

function listsOf(client: QueryClient): Lists {
  let lists = listsByClient.get(client);
  if (lists === undefined) {
    const created: Lists = new Map();
    lists = created;
    listsByClient.set(client, created);
    client.getQueryCache().subscribe(({ type, query }) => {
      if (type !== 'removed') return;
      created.get(query.queryHash)?.rows.close();
      created.delete(query.queryHash);
    });
  }
  return lists;
}

/** `['invitations', 'list', 'invitations.list', input]`: marking `['invitations']` stale refreshes it. */
export function listKey(id: ListOperationId, input: unknown): QueryKey {
  return [id.slice(0, id.indexOf('.')), 'list', id, input];
}

function listOf<Id extends ListOperationId>(client: QueryClient, id: Id, input: ListInput<Id>): List<Id> {
  const lists = listsOf(client);
  const identity = hashKey(listKey(id, input));
  const known = lists.get(identity);
  if (known !== undefined) return known as unknown as List<Id>;
  const rows = new KeysetWindow<RowOf<Id>>(async (cursor, limit, signal) => {
    const query = { ...input.query, limit, ...(cursor === null ? {} : { cursor }) };
    const call = { ...input, query } as unknown as InputOf<Id>;
    return (await callOperation(id, call, { signal, opening: cursor === null })) as Page<RowOf<Id>>;
  });
  const created: List<Id> = { id, query: input.query, rows };
  lists.set(identity, created as unknown as List<ListOperationId>);
  return created;
}

/**
 * Shows a row as a change of it was answered, in every list that has it loaded. The lists are asked again after a change
 * anyway; until then, what is done next to the row would be done to an older version of it.
 */
export function putRow<Id extends ListOperationId>(client: QueryClient, id: Id, row: RowOf<Id> & { id: string }): void {
  for (const list of listsOf(client).values()) {
    if (list.id !== id) continue;
    const { rows } = list as unknown as List<Id>;
    rows.put(row, (known) => (known as { id: string }).id === row.id);
  }
}

function listQuery<Id extends ListOperationId>(client: QueryClient, id: Id, input: ListInput<Id>) {
  return queryOptions({
    queryKey: listKey(id, input),
    queryFn: async ({ signal }) => {
      await listOf(client, id, input).rows.refresh(signal);
      return Date.now();
    },
    structuralSharing: false,
  });
}

/** Begins to load the first rows before the screen that shows them is drawn. */
export function prefetchKeysetList<Id extends ListOperationId>(
  client: QueryClient,
  id: Id,
  input: ListInput<Id>,
): Promise<void> {
  return client.prefetchQuery(listQuery(client, id, input));
}

/**
 * A keyset list of any length as rows by index. React Query decides when it is stale, retried and dropped; the
 * window holds the rows. Rows of the former input stay on screen until the first of the new ones are there; of a
 * narrower input the rows that are known already are there at once.
 */
export function useKeysetList<Id extends ListOperationId>(
  id: Id,
  input: ListInput<Id>,
  options: KeysetListOptions<ListQuery<Id>, RowOf<Id>> = {},
): RowSource<RowOf<Id>> {
  const client = useQueryClient();
  const identity = hashKey(listKey(id, input));
  const list = listOf(client, id, input);
  const { rows } = list;

  const query = useQuery({
    ...listQuery(client, id, input),
    refetchInterval: options.every ?? false,
  });

  const version = useSyncExternalStore(
    useMemo(() => (listener: () => void) => rows.subscribe(listener), [rows]),
    () => rows.version,
  );

  const failed = query.isError ? query.error : rows.failure;
  const last = useRef<{ source: RowSource<RowOf<Id>>; query: ListQuery<Id> } | null>(null);
  const refetch = query.refetch;
  const updatedAt = query.data ?? null;
  const source = useMemo<RowSource<RowOf<Id>>>(
    () => ({
      total: rows.total,
      rowAt: (index) => rows.rowAt(index),
      want: (first, end) => rows.want(first, end),
      version,
      identity,
      pending: false,
      early: null,
      failure: failed === null ? null : toCallError(failed),
      updatedAt,
      behind: rows.behind,
      retry: () => {
        if (rows.failure === null) void refetch();
        else rows.retry();
      },
      catchUp: () => void rows.catchUp(),
      walk: (from, signal) => rows.walk(from, signal),
    }),
    [rows, version, identity, failed, updatedAt, refetch],
  );

  const settled = source.total !== null || source.failure !== null;
  useEffect(() => {
    if (settled) last.current = { source, query: list.query };
  }, [settled, source, list]);
  const former = settled ? null : last.current;
  const { narrows } = options;
  const early = useMemo(() => {
    const keep = former === null ? null : (narrows?.(former.query, list.query) ?? null);
    const known = former === null || keep === null ? null : earlyRows(former.source, keep);
    if (former === null || known === null) return null;
    return { ...source, rowAt: (index: number) => known.rows[index], early: known.early };
  }, [former, narrows, list, source]);
  if (early !== null) return early;
  return former === null ? source : { ...former.source, pending: true };
}
