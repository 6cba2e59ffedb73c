import { useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useDeleteUser, useRestoreUser } from '#renderer/data/users/account.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ReasonField } from '#renderer/ui/people/reason-field.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { ended, sessionsEnd } from './session-end-words.ts';
import type { AccountDialogProps } from './use-account-dialog.tsx';

/** Days for which the platform keeps a deleted account, as its own documentation of `users.delete` says. */
const retentionDays = 30;

/** Hides an account for as long as it is kept, and says for how long that is. */
export function DeleteDialog({ story: { user, counts }, onClose }: AccountDialogProps) {
  const [reason, setReason] = useState('');
  const remove = useDeleteUser();
  const confirm = () => {
    const text = reason.trim();
    remove.mutate(
      { params: { id: user.id }, query: text === '' ? {} : { reason: text } },
      {
        onSuccess: ({ sessions_revoked }) => {
          toastDone(`The account of ${named(user.full_name)} is deleted${ended(sessions_revoked)}`);
          onClose();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      opened
      danger
      title={`Delete the account of ${named(user.full_name)}?`}
      confirm="Delete account"
      busy={remove.isPending}
      error={remove.error === null ? null : toCallError(remove.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className={forms.paragraph}>
        {sessionsEnd(counts.sessions_live)} They can’t sign in any more
        {user.role === 'member' ? ', and their seat is free for somebody else' : ''}. For {retentionDays} days an admin
        can restore the account; after that name, address, notes and sign-ins are erased for good, and only the fact
        that there was an account stays.
      </p>
      <ReasonField optional value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}

/** Brings a deleted account back. */
export function RestoreDialog({ story: { user }, onClose }: AccountDialogProps) {
  const restore = useRestoreUser();
  return (
    <ConfirmDialog
      opened
      title={`Restore the account of ${named(user.full_name)}?`}
      confirm="Restore account"
      busy={restore.isPending}
      error={restore.error === null ? null : toCallError(restore.error)}
      onConfirm={() =>
        restore.mutate(
          { params: { id: user.id } },
          {
            onSuccess: (restored) => {
              const still = restored.state === 'suspended' ? '; it is suspended, as it was before' : '';
              toastDone(`The account of ${named(user.full_name)} is restored${still}`);
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <p className={forms.paragraph}>
        {user.role === 'member' ? 'It takes a seat again. ' : ''}Password, profile and notes are as they were; old
        sessions stay ended, so they sign in anew. No mail tells them.
      </p>
    </ConfirmDialog>
  );
}
