import { Button, Modal, Progress, Radio, Stack } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { type AuditExported, type AuditExportQuery, useAuditExport } from '#renderer/data/audit/export.ts';
import { formatBytes, formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ErrorNotice } from '#renderer/ui/states/states.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';

interface ExportDialogProps {
  query: Omit<AuditExportQuery, 'format'>;
  /** The filters in words, one each; none where everything is shown. */
  filters: readonly string[];
  total: number;
  onClose: () => void;
}

/** Saves what the list shows to a file. */
export function ExportDialog({ query, filters, total, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<AuditExportQuery['format']>('ndjson');
  const { state, run, cancel } = useAuditExport();
  const busy = state.step === 'choosing' || state.step === 'running';
  const closeButton = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone then; the keyboard must not be left behind the dialog.
  useEffect(() => {
    if (state.step === 'saved') closeButton.current?.focus();
  }, [state.step]);
  const close = () => {
    cancel();
    onClose();
  };
  return (
    <Modal opened onClose={close} title="Export the audit log" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={forms.form}>
        {state.step === 'saved' ? (
          <Saved exported={state.exported} format={format} />
        ) : (
          <>
            <p className={forms.paragraph}>
              {formatQuantity(total, 'entry', 'entries')}
              {filters.length === 0 ? ', all there are.' : `: ${filters.join(', ')}.`} Names and addresses are in it as
              the list shows them.
            </p>
            <Radio.Group label="Format" value={format} onChange={(value) => setFormat(value as typeof format)}>
              <Stack gap={8} mt={4}>
                <Radio
                  value="ndjson"
                  disabled={busy}
                  label="To keep and verify (NDJSON)"
                  description={
                    filters.length === 0
                      ? 'With hashes, signed head and signature. A page that verifies it in any browser, offline, is saved beside it.'
                      : 'Each entry can be verified, and that the file is as it was made; not that nothing is missing between them. For that, export without filters.'
                  }
                />
                <Radio
                  value="csv"
                  disabled={busy}
                  label="For a spreadsheet (CSV)"
                  description="To read and to sort. It can’t be verified. Text that would run as a formula is made harmless."
                />
              </Stack>
            </Radio.Group>
            <p className={forms.hint}>
              The export itself is recorded in the log: who made it, with which filters, and how far it reaches.
            </p>
          </>
        )}
        {state.step === 'running' ? <Running {...state} total={total} /> : null}
        {state.step === 'failed' ? <ErrorNotice error={state.error} kept="No file was written." /> : null}
        <div className={forms.buttons}>
          <Button ref={closeButton} variant="default" onClick={state.step === 'running' ? cancel : close}>
            {state.step === 'saved' ? 'Close' : state.step === 'running' ? 'Cancel export' : 'Cancel'}
          </Button>
          {state.step === 'saved' ? null : (
            <Button data-autofocus loading={busy} onClick={() => void run({ ...query, format })}>
              Choose where to save…
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

function Running({ lines, bytes, total }: { lines: number; bytes: number; total: number }) {
  return (
    <div role="status">
      <Progress value={total === 0 ? 0 : Math.min(100, (lines / total) * 100)} size="sm" />
      <p className={forms.hint}>
        {formatCount(Math.min(lines, total))} of {formatQuantity(total, 'entry', 'entries')}, {formatBytes(bytes)}
      </p>
    </div>
  );
}

function Saved({ exported, format }: { exported: AuditExported; format: AuditExportQuery['format'] }) {
  const { path, verifier, bytes } = exported;
  return (
    <div role="status" className={forms.form}>
      <p className={forms.paragraph}>
        Saved {formatBytes(bytes)} to <CodeText wrap>{path}</CodeText>
      </p>
      {verifier === null ? (
        format === 'csv' ? null : (
          <p className={forms.paragraph}>The page that verifies it could not be saved beside it; try another folder.</p>
        )
      ) : (
        <p className={forms.paragraph}>
          To verify it, open <CodeText wrap>{verifier}</CodeText> in any browser and drop the file there. Nothing leaves
          that computer.
        </p>
      )}
    </div>
  );
}
