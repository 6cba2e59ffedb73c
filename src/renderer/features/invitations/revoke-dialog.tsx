import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useRevoke } from '#renderer/data/invitations/mutations.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import type { ActionDialogProps } from './action-dialog.tsx';

/** Makes a pending invitation unusable; says what that means first. */
export function RevokeDialog({ invitation, onClose }: ActionDialogProps) {
  const [reason, setReason] = useState('');
  const revoke = useRevoke();
  const { id, email } = invitation;
  const confirm = () => {
    const text = reason.trim();
    revoke.mutate(
      { params: { id }, body: text === '' ? {} : { reason: text } },
      {
        onSuccess: () => {
          toastDone(`The invitation of ${email} is revoked; its seat is free`);
          onClose();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      opened
      danger
      title={`Revoke the invitation of ${email}?`}
      confirm="Revoke invitation"
      busy={revoke.isPending}
      error={revoke.error === null ? null : toCallError(revoke.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className={forms.paragraph}>
        The code stops working at once and the seat is free again. No mail tells the invitee. Should it be a mistake, a
        new code makes the invitation good again.
      </p>
      <ReasonField value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}

export function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Textarea
      data-autofocus
      label="Reason (optional)"
      description="Kept in the history and the audit log."
      autosize
      minRows={2}
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
