import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Batch } from '#contract/batches.ts';
import { useRejectBatch } from '#renderer/data/batches/mutations.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import classes from './batch.module.css';
import { DecidedElsewhere } from './decided-elsewhere.tsx';

/** Sends a batch back with a reason; what was typed stays until it went through or the dialog is closed. */
export function RejectDialog({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const reject = useRejectBatch();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const error = reject.error === null ? null : toCallError(reject.error);
  const decided = batch.status !== 'submitted';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reject.isPending || decided) return;
    const text = reason.trim();
    setMissing(text === '');
    if (text === '') return;
    reject.mutate({ params: { id: batch.id }, body: { reason: text } }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={`Reject “${batch.name}”?`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={forms.form} onSubmit={submit} noValidate>
        {decided ? (
          <DecidedElsewhere batch={batch} />
        ) : (
          <>
            <p className={classes.dialogText}>
              Nobody is invited. {batch.author.name} sees the reason; the batch stays readable, and a corrected list is
              imported as a new one.
            </p>
            <Textarea
              label="Reason"
              data-autofocus
              value={reason}
              rows={3}
              maxLength={1000}
              error={missing ? 'Say why' : fieldError(error, 'reason')}
              onChange={(event) => {
                setMissing(false);
                setReason(event.currentTarget.value);
              }}
            />
            <FormError error={error} fields={['reason']} kept="Your reason is still here." />
          </>
        )}
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            {decided ? 'Close' : 'Cancel'}
          </Button>
          {decided ? null : (
            <Button type="submit" color="red" loading={reject.isPending}>
              Reject batch
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}
