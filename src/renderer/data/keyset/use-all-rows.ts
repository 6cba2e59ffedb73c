import { useRef, useState } from 'react';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { allRows } from './all-rows.ts';
import type { ListInput, ListOperationId, RowOf } from './use-keyset-list.ts';

export interface Progress {
  loaded: number;
  total: number;
}

/** What a walk ended with: the rows, or why there are none. Both are null after a cancel. */
export interface Collected<Row> {
  rows: Row[] | null;
  failure: CallError | null;
}

/** Walks over everything that matches, with progress and cancel. */
export function useAllRows<Id extends ListOperationId>(id: Id) {
  const [progress, setProgress] = useState<Progress | null>(null);
  const abort = useRef<AbortController | null>(null);

  const collect = async (query: ListInput<Id>['query'], total: number): Promise<Collected<RowOf<Id>>> => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    setProgress({ loaded: 0, total });
    const rows: RowOf<Id>[] = [];
    try {
      for await (const page of allRows(id, { query } as ListInput<Id>, controller.signal)) {
        rows.push(...page.rows);
        setProgress({ loaded: page.loaded, total: page.total });
      }
      return { rows, failure: null };
    } catch (thrown) {
      return { rows: null, failure: controller.signal.aborted ? null : toCallError(thrown) };
    } finally {
      if (abort.current === controller) setProgress(null);
    }
  };
  const cancel = () => abort.current?.abort();
  return { progress, collect, cancel };
}
