import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useExtend } from '#renderer/data/invitations/mutations.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatTime } from '#renderer/ui/format/times.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import type { ActionDialogProps } from './action-dialog.tsx';
import { extendedExpiry, isWholeDays } from './extend-days.ts';

/** Gives an invitation more days, and says beforehand until when. */
export function ExtendDialog({ invitation, onClose }: ActionDialogProps) {
  const [days, setDays] = useState<number | string>(7);
  const extend = useExtend();
  const error = extend.error === null ? null : toCallError(extend.error);
  const valid = isWholeDays(days);
  return (
    <ConfirmDialog
      opened
      title={`Give ${invitation.email} more time?`}
      confirm={valid ? `Extend by ${formatQuantity(days, 'day')}` : 'Extend'}
      busy={extend.isPending}
      error={error}
      onConfirm={() => {
        if (!valid) return;
        extend.mutate(
          { params: { id: invitation.id }, body: { days } },
          {
            onSuccess: ({ email, expires_at: expires }) => {
              toastDone(`${email} can register until ${formatTime(expires)}`);
              onClose();
            },
          },
        );
      }}
      onClose={onClose}
    >
      <NumberInput
        data-autofocus
        label="Days"
        min={1}
        max={90}
        allowDecimal={false}
        value={days}
        error={valid ? fieldError(error, 'days') : 'Whole days from 1 to 90'}
        onChange={setDays}
      />
      <p className={forms.hint}>
        {valid ? `Good until ${formatTime(extendedExpiry(invitation.expires_at, days, Date.now()))}. ` : ''}
        {invitation.status === 'expired' ? 'It takes a seat again. ' : ''}The code stays the same; no mail is sent.
      </p>
    </ConfirmDialog>
  );
}
