import { Button, Modal, Progress } from '@mantine/core';
import { useState } from 'react';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { useSaveText } from '#renderer/data/desktop/desktop.ts';
import { useAllRows } from '#renderer/data/keyset/use-all-rows.ts';
import type { ListInput, ListOperationId, RowOf } from '#renderer/data/keyset/use-keyset-list.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ErrorNotice } from '#renderer/ui/states/states.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';

interface ExportDialogProps<Id extends ListOperationId> {
  /** The list to walk over. */
  list: Id;
  query: ListInput<Id>['query'];
  noun: readonly [singular: string, plural: string];
  filtered: boolean;
  total: number;
  /** What a reader should know of the file before it is written. */
  note: string;
  file: (rows: readonly RowOf<Id>[]) => { name: string; text: string };
  onClose: () => void;
}

/** Writes everything that matches the filters to a CSV file, and says how many rows that is, before and after. */
export function ExportDialog<Id extends ListOperationId>(props: ExportDialogProps<Id>) {
  const { list, query, noun, filtered, total, note, file, onClose } = props;
  const all = useAllRows(list);
  const save = useSaveText();
  const [failure, setFailure] = useState<CallError | null>(null);
  const [saved, setSaved] = useState<{ path: string; rows: number } | null>(null);
  const busy = all.progress !== null || save.isPending;

  const run = async () => {
    setFailure(null);
    const collected = await all.collect(query, total);
    if (collected.failure !== null) return setFailure(collected.failure);
    if (collected.rows === null) return;
    const { name, text } = file(collected.rows);
    try {
      const { path } = await save.mutateAsync({ suggested_name: name, text });
      if (path !== null) setSaved({ path, rows: collected.rows.length });
    } catch (thrown) {
      setFailure(toCallError(thrown));
    }
  };
  const close = () => {
    all.cancel();
    onClose();
  };
  return (
    <Modal opened onClose={close} title={`Export ${noun[1]}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={forms.form}>
        {saved === null ? (
          <p className={forms.paragraph}>
            {formatQuantity(total, ...noun)}, {filtered ? 'as filtered now' : 'all there are'}, as CSV. {note}
          </p>
        ) : (
          <p className={forms.paragraph} role="status">
            {formatQuantity(saved.rows, 'row')} saved to <CodeText wrap>{saved.path}</CodeText>
          </p>
        )}
        {all.progress === null ? null : (
          <div role="status">
            <Progress
              value={all.progress.total === 0 ? 0 : (all.progress.loaded / all.progress.total) * 100}
              size="sm"
            />
            <p className={forms.hint}>
              {formatCount(all.progress.loaded)} of {formatCount(all.progress.total)} rows read
            </p>
          </div>
        )}
        {failure === null ? null : <ErrorNotice error={failure} kept="No file was written." />}
        <div className={forms.buttons}>
          <Button variant="default" onClick={close}>
            {saved === null ? 'Cancel' : 'Close'}
          </Button>
          {saved === null ? (
            <Button data-autofocus loading={busy} onClick={() => void run()}>
              Export {formatQuantity(total, 'row')}
            </Button>
          ) : null}
        </div>
      </div>
    </Modal>
  );
}
