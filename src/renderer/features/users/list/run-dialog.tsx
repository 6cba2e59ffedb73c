import { Button, Modal, Progress } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { BulkRun } from '#contract/user-bulk.ts';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import {
  retryableIds,
  useBulkRun,
  useRefreshAfterBulk,
  useRefusedRows,
  useStartBulk,
} from '#renderer/data/users/bulk.ts';
import type { BulkRow } from '#renderer/data/users/bulk-limits.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ErrorNotice, ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import table from '#renderer/ui/table/table.module.css';
import { actionTitle, people, runWords } from './bulk-words.ts';
import classes from './users-list.module.css';

const columns: readonly Column<BulkRow>[] = [
  {
    id: 'person',
    header: 'Person',
    width: 160,
    grow: 1,
    cell: ({ full_name: name, email }) => <bdi title={`${name}, ${email}`}>{name === '' ? email : name}</bdi>,
  },
  {
    id: 'why',
    header: 'Why it was refused',
    width: 240,
    grow: 2,
    cell: ({ problem }) => <span title={problem?.detail}>{problem?.detail}</span>,
  },
];

interface RunDialogProps {
  id: string;
  /** A retry is a run of its own. */
  onRetried: (run: BulkRun) => void;
  /** `finished` is false while the platform still works on it. */
  onClose: (finished: boolean) => void;
}

/** A bulk action under way or ended: how far it is, who was refused and why, and what can be tried again. */
export function RunDialog({ id, onRetried, onClose }: RunDialogProps) {
  const { data: run, error, refetch } = useBulkRun(id);
  const finished = run?.state === 'finished';
  // What can't be found is nothing to come back to; a run that only couldn't be read goes on.
  const close = () =>
    onClose(finished || (run === undefined && error !== null && toCallError(error).kind === 'not_found'));
  return (
    <Modal
      opened
      size="xl"
      title={run === undefined ? 'Bulk action' : actionTitle(run.action, people(run.rows), run.tier)}
      onClose={close}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {run === undefined ? (
        error === null ? (
          <LoadingState label="Loading the bulk action" lines={4} />
        ) : (
          <ErrorState error={toCallError(error)} onRetry={() => void refetch()} />
        )
      ) : (
        <Progressing
          run={run}
          failure={error === null ? null : toCallError(error)}
          onRetried={onRetried}
          onClose={close}
        />
      )}
    </Modal>
  );
}

interface ProgressingProps {
  run: BulkRun;
  /** Why it can't be said how far it is now. */
  failure: CallError | null;
  onRetried: (run: BulkRun) => void;
  onClose: () => void;
}

function Progressing({ run, failure, onRetried, onClose }: ProgressingProps) {
  const finished = run.state === 'finished';
  useRefreshOnce(finished);
  return (
    <div className={forms.form}>
      <Progress.Root size="sm" aria-label="Progress">
        <Progress.Section value={(run.done / run.rows) * 100} aria-label="Done" />
        <Progress.Section value={(run.refused / run.rows) * 100} color="red" aria-label="Refused" />
      </Progress.Root>
      <p className={forms.paragraph} role="status">
        {runWords(run)}.
      </p>
      {failure === null ? null : (
        <ErrorNotice error={failure} kept="The platform goes on with it; above is how far it was." />
      )}
      {finished ? null : (
        <p className={forms.hint}>The platform works through it, also when this dialog or the window is closed.</p>
      )}
      {finished && run.refused > 0 ? <Refused run={run} onRetried={onRetried} /> : null}
      <div className={forms.buttons}>
        <Button {...(finished ? { 'data-autofocus': true } : { variant: 'default' })} onClick={onClose}>
          {finished ? 'Close' : 'Go on in the background'}
        </Button>
      </div>
    </div>
  );
}

/** Lists are out of date when a run that was watched has ended. */
function useRefreshOnce(finished: boolean): void {
  const refresh = useRefreshAfterBulk();
  const told = useRef(finished);
  useEffect(() => {
    if (!finished || told.current) return;
    told.current = true;
    refresh();
  }, [finished, refresh]);
}

/** Who was refused and why; where nothing stands in the way any more, the same is asked for them again. */
function Refused({ run, onRetried }: { run: BulkRun; onRetried: (run: BulkRun) => void }) {
  const rows = useRefusedRows(run.id);
  const start = useStartBulk();
  const [reading, setReading] = useState(false);
  const [failure, setFailure] = useState<CallError | null>(null);
  const first = rows.rowAt(0);
  const retryable = someRetryable(rows.total ?? 0, rows.rowAt);

  const retry = async () => {
    setFailure(null);
    setReading(true);
    try {
      const ids = await retryableIds(run.id, new AbortController().signal);
      if (ids.length === 0) return;
      const { action, tier } = run;
      const reason = run.reason ?? 'Retry of a bulk action';
      const body = { action, selection: { ids }, reason, ...(tier === null ? {} : { tier }) };
      onRetried(await start.mutateAsync({ body }));
    } catch (thrown) {
      setFailure(toCallError(thrown));
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <div className={table.boxed}>
        <DataTable
          label="People who were refused"
          noun={['person refused', 'people refused']}
          rows={rows}
          columns={columns}
          rowId={({ user_id: id }) => id}
          rowName={({ email }) => email}
          empty={null}
        />
      </div>
      {failure === null ? null : <ErrorNotice error={failure} kept="What was done stays done." />}
      {first !== undefined && retryable ? (
        <div className={classes.retry}>
          <Button variant="default" loading={reading || start.isPending} onClick={() => void retry()}>
            Retry the refused
          </Button>
          <span className={classes.muted}>For those with whom nothing stands in the way any more.</span>
        </div>
      ) : null}
    </>
  );
}

/** Looks at the loaded rows only: the rest is read when the retry is asked for. */
function someRetryable(total: number, rowAt: (index: number) => BulkRow | undefined): boolean {
  for (let index = 0; index < Math.min(total, 1000); index += 1) {
    const row = rowAt(index);
    if (row?.retry) return true;
  }
  return false;
}
