import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useReveal } from '#renderer/data/invitations/mutations.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import type { ActionDialogProps } from './action-dialog.tsx';
import { FreshCode } from './fresh-code.tsx';

/** How long a revealed code stays on screen: long enough to read it out, not to be forgotten there. */
const shownSeconds = 60;

/** Shows a code in full after asking why, and hides it again by itself. */
export function RevealDialog({ invitation, onClose }: ActionDialogProps) {
  const [reason, setReason] = useState('');
  const reveal = useReveal();
  const error = reveal.error === null ? null : toCallError(reveal.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '' && !reveal.isPending)
      reveal.mutate({ params: { id: invitation.id }, body: { reason: reason.trim() } });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Show the code of ${invitation.email}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {reveal.data === undefined ? (
        <form className={forms.form} onSubmit={submit}>
          <Textarea
            data-autofocus
            label="Why is it needed?"
            description="The audit log keeps the reason with your name."
            required
            autosize
            minRows={2}
            maxLength={500}
            value={reason}
            error={fieldError(error, 'reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <FormError error={error} fields={['reason']} kept="The reason you typed is kept." />
          <div className={forms.buttons}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={reveal.isPending} disabled={reason.trim() === ''}>
              Show the code
            </Button>
          </div>
        </form>
      ) : (
        <Revealed code={reveal.data.code} onHide={onClose} />
      )}
    </Modal>
  );
}

function Revealed({ code, onHide }: { code: string; onHide: () => void }) {
  const [left, setLeft] = useState(shownSeconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) onHide();
  }, [left, onHide]);
  return (
    <div className={forms.form}>
      <FreshCode code={code} />
      <p className={forms.hint}>Hidden again in {left} s.</p>
      <div className={forms.buttons}>
        <Button onClick={onHide} data-autofocus>
          Hide now
        </Button>
      </div>
    </div>
  );
}
