import { useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useReactivateUser, useSuspendUser } from '#renderer/data/users/account.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ReasonField } from '#renderer/ui/people/reason-field.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { ended, sessionsEnd } from './session-end-words.ts';
import type { AccountDialogProps } from './use-account-dialog.tsx';

/** Keeps somebody out until the account is reactivated. */
export function SuspendDialog({ story: { user, counts }, onClose }: AccountDialogProps) {
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const suspend = useSuspendUser();
  const error = suspend.error === null ? null : toCallError(suspend.error);
  const confirm = () => {
    const text = reason.trim();
    setMissing(text === '');
    if (text === '') return;
    suspend.mutate(
      { params: { id: user.id }, body: { reason: text } },
      {
        onSuccess: ({ sessions_revoked }) => {
          toastDone(`${named(user.full_name)} is suspended${ended(sessions_revoked)}`);
          onClose();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      opened
      danger
      title={`Suspend ${named(user.full_name)}?`}
      confirm="Suspend account"
      busy={suspend.isPending}
      error={error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className={forms.paragraph}>
        {sessionsEnd(counts.sessions_live)} They can’t sign in until somebody reactivates the account; at the sign-in
        they are told that it is suspended, not why.{' '}
        {user.role === 'member' ? 'Seat, tier and licence stay theirs.' : ''}
      </p>
      <ReasonField
        value={reason}
        error={missing ? 'Say why' : fieldError(error, 'reason')}
        onChange={(text) => {
          setMissing(false);
          setReason(text);
        }}
      />
    </ConfirmDialog>
  );
}

/** Lets somebody in again. */
export function ReactivateDialog({ story: { user }, onClose }: AccountDialogProps) {
  const reactivate = useReactivateUser();
  return (
    <ConfirmDialog
      opened
      title={`Reactivate ${named(user.full_name)}?`}
      confirm="Reactivate"
      busy={reactivate.isPending}
      error={reactivate.error === null ? null : toCallError(reactivate.error)}
      onConfirm={() =>
        reactivate.mutate(
          { params: { id: user.id } },
          {
            onSuccess: () => {
              toastDone(`${named(user.full_name)} can sign in again`);
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <p className={forms.paragraph}>
        They can sign in again at once. The sessions that the suspension ended stay ended. No mail tells them.
      </p>
    </ConfirmDialog>
  );
}
