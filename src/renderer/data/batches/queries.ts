import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Batch, BatchRow, BatchStatus } from '#contract/batches.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type ListInput, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { batchKeys } from './keys.ts';

export type BatchQuery = ListInput<'batches.list'>['query'];
export type BatchRowQuery = ListInput<'batches.rows'>['query'];

/** True while numbers of a batch move by themselves: it is about to send, sends, or its mails are on the way. */
export function isMoving({ status, counts }: Pick<Batch, 'status' | 'counts'>): boolean {
  if (status === 'approved' || status === 'sending') return true;
  return status === 'sent' && counts.created > counts.delivered + counts.kept + counts.undelivered;
}

/** How often the work of others is looked for. */
const every = 10_000;

/** Batches that match. While one of the newest moves, the list is read again every other second. */
export function useBatches(query: BatchQuery): RowSource<Batch> {
  const [moving, setMoving] = useState(false);
  const rows = useKeysetList('batches.list', { query }, { every: moving ? 2000 : every });
  useEffect(() => {
    const newest = Array.from({ length: 50 }, (_, index) => rows.rowAt(index));
    setMoving(newest.some((batch) => batch !== undefined && isMoving(batch)));
  }, [rows]);
  return rows;
}

/** How many batches match, without their rows. */
export function useBatchCount(query: BatchQuery, enabled = true) {
  return useQuery({
    queryKey: batchKeys.count(query),
    queryFn: async ({ signal }) => {
      const page = await callOperation('batches.list', { query: { ...query, limit: 1 } }, { signal });
      return page.total;
    },
    enabled,
    refetchInterval: every,
  });
}

/** Milliseconds until a batch is read again: at once while its numbers move, soon while somebody else may decide. */
function readAgainAfter(batch: Batch | undefined): number | false {
  if (batch === undefined) return false;
  if (isMoving(batch)) return 1000;
  return batch.status === 'draft' || batch.status === 'submitted' ? 5000 : 30_000;
}

/** One batch, kept up to date while it is looked at. */
export function useBatch(id: string) {
  return useQuery({
    queryKey: batchKeys.detail(id),
    queryFn: ({ signal }) => callOperation('batches.get', { params: { id } }, { signal }),
    refetchInterval: ({ state }) => readAgainAfter(state.data),
  });
}

/** Rows of one batch in the order of the list as it was imported. */
export function useBatchRows(id: string, query: BatchRowQuery): RowSource<BatchRow> {
  return useKeysetList('batches.rows', { params: { id }, query });
}

/**
 * Reads the visible rows again when the counts of their batch moved, and the list of batches when its status did:
 * the rows follow the one poll instead of polling on their own.
 */
export function useFollowRows(batch: Batch | undefined): void {
  const client = useQueryClient();
  const seen = useRef<{ counts: string; status: BatchStatus } | null>(null);
  useEffect(() => {
    if (batch === undefined) return;
    const now = { counts: JSON.stringify(batch.counts), status: batch.status };
    const before = seen.current;
    seen.current = now;
    if (before === null) return;
    if (before.counts !== now.counts) void client.invalidateQueries({ queryKey: batchKeys.rows });
    if (before.status !== now.status) void client.invalidateQueries({ queryKey: batchKeys.list });
  }, [batch, client]);
}
