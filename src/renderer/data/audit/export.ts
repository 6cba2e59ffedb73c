import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { AuditExportQuery } from '#contract/audit.ts';
import { bridge, request } from '#renderer/data/bridge.ts';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';

export type { AuditExportQuery };

/** Where an export was saved, and the verifier beside it, if there is one. */
export interface AuditExported {
  path: string;
  verifier: string | null;
  bytes: number;
}

/** How an export stands. Nothing of this is there before it is asked for, and after it was called off. */
export type AuditExportState =
  | { step: 'idle' }
  | { step: 'choosing' }
  | { step: 'running'; lines: number; bytes: number }
  | { step: 'failed'; error: CallError }
  | { step: 'saved'; exported: AuditExported };

let exports = 0;

/** Saves the audit log to a file, with progress and cancel. Leaving the screen calls it off. */
export function useAuditExport() {
  const client = useQueryClient();
  const [state, setState] = useState<AuditExportState>({ step: 'idle' });
  const running = useRef<string | null>(null);

  useEffect(
    () =>
      bridge().on('audit.export_progress', ({ key, lines, bytes }) => {
        if (key === running.current) setState({ step: 'running', lines, bytes });
      }),
    [],
  );

  const run = async (query: AuditExportQuery) => {
    exports += 1;
    const key = `audit-export-${exports}`;
    running.current = key;
    setState({ step: 'choosing' });
    const end = (next: AuditExportState) => {
      if (running.current !== key) return;
      running.current = null;
      setState(next);
    };
    try {
      const exported = await request('audit.export', { query, key });
      end(exported === null ? { step: 'idle' } : { step: 'saved', exported });
    } catch (thrown) {
      const error = toCallError(thrown);
      end(error.kind === 'cancelled' ? { step: 'idle' } : { step: 'failed', error });
    }
    // The export is an entry of the log itself, also where it did not arrive.
    void client.invalidateQueries({ queryKey: ['audit'] });
  };
  const cancel = () => {
    if (running.current !== null) void bridge().request('operation.cancel', { key: running.current });
  };
  useEffect(() => cancelOf(running), []);
  return { state, run, cancel };
}

/** Cancels whatever runs when the screen is left. */
function cancelOf(running: { readonly current: string | null }): () => void {
  return () => {
    if (running.current !== null) void bridge().request('operation.cancel', { key: running.current });
  };
}
