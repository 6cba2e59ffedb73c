import { useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { useRevokeAllSessions } from '#renderer/data/users/account.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ReasonField } from '#renderer/ui/people/reason-field.tsx';
import { named } from '#renderer/ui/text/named.ts';
import type { AccountDialogProps } from './use-account-dialog.tsx';

/** Signs somebody out everywhere; oneself everywhere else. */
export function EndSessionsDialog({ story: { user, counts }, onClose }: AccountDialogProps) {
  const [reason, setReason] = useState('');
  const end = useRevokeAllSessions();
  const viewer = useSignedIn().user;
  const confirm = () => {
    const text = reason.trim();
    end.mutate(
      { params: { id: user.id }, query: text === '' ? {} : { reason: text } },
      {
        onSuccess: ({ sessions_revoked: count }) => {
          toastDone(
            count === 0
              ? `No session of ${named(user.full_name)} was live any more`
              : `${formatQuantity(count, 'session')} of ${named(user.full_name)} ended`,
          );
          onClose();
        },
      },
    );
  };
  const own = viewer.id === user.id;
  return (
    <ConfirmDialog
      opened
      danger
      title={own ? 'End all your other sessions?' : `End all sessions of ${named(user.full_name)}?`}
      confirm={own ? 'End the others' : `End ${formatQuantity(counts.sessions_live, 'session')}`}
      busy={end.isPending}
      error={end.error === null ? null : toCallError(end.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className={forms.paragraph}>
        {own
          ? 'Every other device is signed out with its next request. The session of this window stays.'
          : 'With its next request each device is signed out and told that its session was ended, not why. They can sign in again right away; to keep them out, suspend the account.'}
      </p>
      <ReasonField optional value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
