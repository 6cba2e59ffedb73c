import { Button, Modal, Progress } from '@mantine/core';
import { useState } from 'react';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { useSaveText } from '#renderer/data/desktop/desktop.ts';
import type { InvitationQuery } from '#renderer/data/invitations/query.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ErrorNotice } from '#renderer/ui/states/states.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { csvName, invitationsCsv } from './csv.ts';
import classes from './invitations.module.css';
import { useAllMatching } from './use-all-matching.ts';

interface ExportDialogProps {
  query: InvitationQuery;
  filtered: boolean;
  total: number;
  onClose: () => void;
}

/** Writes everything that matches the filters to a CSV file, and says how many rows that is, before and after. */
export function ExportDialog({ query, filtered, total, onClose }: ExportDialogProps) {
  const all = useAllMatching();
  const save = useSaveText();
  const [failure, setFailure] = useState<CallError | null>(null);
  const [saved, setSaved] = useState<{ path: string; rows: number } | null>(null);
  const busy = all.progress !== null || save.isPending;

  const run = async () => {
    setFailure(null);
    const collected = await all.collect(query, total);
    if (collected.failure !== null) return setFailure(collected.failure);
    if (collected.rows === null) return;
    const rows = collected.rows.length;
    try {
      const { path } = await save.mutateAsync({
        suggested_name: csvName(rows, new Date()),
        text: invitationsCsv(collected.rows),
      });
      if (path !== null) setSaved({ path, rows });
    } catch (thrown) {
      setFailure(toCallError(thrown));
    }
  };
  const close = () => {
    all.cancel();
    onClose();
  };
  return (
    <Modal opened onClose={close} title="Export invitations" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={forms.form}>
        {saved === null ? (
          <p className={classes.paragraph}>
            {formatQuantity(total, 'invitation')}, {filtered ? 'as filtered now' : 'all there are'}, as CSV. Codes stay
            masked; times are UTC; text that a spreadsheet would run as a formula is made harmless.
          </p>
        ) : (
          <p className={classes.paragraph} role="status">
            {formatQuantity(saved.rows, 'row')} saved to <CodeText wrap>{saved.path}</CodeText>
          </p>
        )}
        {all.progress === null ? null : (
          <div role="status">
            <Progress
              value={all.progress.total === 0 ? 0 : (all.progress.loaded / all.progress.total) * 100}
              size="sm"
            />
            <p className={classes.hint}>
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
