import { useRef, useState } from 'react';
import type { Invitation } from '#contract/invitations.ts';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { allMatching } from '#renderer/data/invitations/all-matching.ts';
import type { InvitationQuery } from '#renderer/data/invitations/query.ts';

export interface Progress {
  loaded: number;
  total: number;
}

/** What a walk ended with: the rows, or why there are none. Both are null after a cancel. */
export interface Collected {
  rows: Invitation[] | null;
  failure: CallError | null;
}

/** Walks over everything that matches, with progress and cancel. */
export function useAllMatching() {
  const [progress, setProgress] = useState<Progress | null>(null);
  const abort = useRef<AbortController | null>(null);

  const collect = async (query: InvitationQuery, total: number): Promise<Collected> => {
    abort.current?.abort();
    const controller = new AbortController();
    abort.current = controller;
    setProgress({ loaded: 0, total });
    const rows: Invitation[] = [];
    try {
      for await (const page of allMatching(query, controller.signal)) {
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
