import { Button, Progress } from '@mantine/core';
import { useMemo, useSyncExternalStore } from 'react';
import type { Invitation } from '#contract/invitations.ts';
import type { BulkRow, BulkRun } from '#renderer/data/invitations/bulk-run.ts';
import type { BulkAction } from '#renderer/data/invitations/orders.ts';
import { arraySource } from '#renderer/data/keyset/row-source.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { errorWords } from '#renderer/ui/states/error-words.ts';
import { ErrorNotice } from '#renderer/ui/states/states.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import table from '#renderer/ui/table/table.module.css';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { bulkResult } from './bulk-words.ts';

type FailedRow = BulkRow<Invitation>;

const columns: readonly Column<FailedRow>[] = [
  { id: 'email', header: 'Address', width: 180, grow: 1, cell: ({ subject }) => subject.email },
  { id: 'why', header: 'Why it failed', width: 200, grow: 2, cell: ({ error }) => <Why error={error} /> },
  {
    id: 'request',
    header: 'Request',
    width: 96,
    cell: ({ error }) => (error?.request_id ? <CodeText>{error.request_id}</CodeText> : '–'),
  },
];

function Why({ error }: { error: FailedRow['error'] }) {
  if (error === null) return null;
  const { title, detail } = errorWords(error);
  const text = [title, detail].filter(Boolean).join(': ');
  return <span title={text}>{text}</span>;
}

interface BulkProgressProps {
  run: BulkRun<Invitation>;
  action: BulkAction;
  /** After every stretch of work: lists are out of date then. */
  onSettled: () => void;
  onClose: () => void;
}

/** A run under way or ended: how far it is, what failed and why, and what can be tried again. */
export function BulkProgress({ run, action, onSettled, onClose }: BulkProgressProps) {
  const version = useSyncExternalStore(run.subscribe, () => run.version);
  const { counts, running, waitingUntil, stoppedBy } = run;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows change in place; the version says when.
  const failed = useMemo(
    () => (running ? [] : run.rows.filter(({ state }) => state === 'failed')),
    [run, running, version],
  );
  const left = counts.retryable + (running ? 0 : counts.waiting);
  return (
    <div className={forms.form}>
      <Progress.Root size="sm" aria-label="Progress">
        <Progress.Section value={(counts.done / counts.all) * 100} aria-label="Done" />
        <Progress.Section value={(counts.failed / counts.all) * 100} color="red" aria-label="Failed" />
      </Progress.Root>
      <p className={forms.paragraph} role="status">
        {running
          ? `${formatCount(counts.done + counts.failed)} of ${formatCount(counts.all)}`
          : `${bulkResult(action, counts)}.`}
        {running && waitingUntil !== null ? ' The platform asked to wait a moment; it goes on by itself.' : ''}
      </p>
      {stoppedBy === null ? null : <ErrorNotice error={stoppedBy} kept="What was done stays done." />}
      {failed.length === 0 ? null : (
        <div className={table.boxed}>
          <DataTable
            label="Invitations that failed"
            noun={['row failed', 'rows failed']}
            rows={arraySource(failed, `failed ${version}`)}
            columns={columns}
            rowId={({ subject }) => subject.id}
            rowName={({ subject }) => subject.email}
            empty={null}
          />
        </div>
      )}
      <div className={forms.buttons}>
        {running ? (
          <Button variant="default" onClick={() => run.stop()}>
            Stop
          </Button>
        ) : (
          <>
            {left > 0 ? (
              <Button variant="default" onClick={() => void run.retry().then(onSettled)}>
                {counts.failed > 0 ? `Retry ${formatCount(left)}` : `Go on with ${formatCount(left)}`}
              </Button>
            ) : null}
            <Button onClick={onClose} data-autofocus>
              Close
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
