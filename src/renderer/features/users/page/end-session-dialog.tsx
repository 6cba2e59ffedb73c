import { useState } from 'react';
import type { User } from '#contract/users.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useRevokeSession } from '#renderer/data/users/account.ts';
import type { UserSession } from '#renderer/data/users/parts.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ReasonField } from '#renderer/ui/people/reason-field.tsx';
import { named } from '#renderer/ui/text/named.ts';

interface EndSessionDialogProps {
  person: Pick<User, 'id' | 'full_name'>;
  session: UserSession;
  onClose: () => void;
}

/** Ends one session of somebody, after saying what they will notice. */
export function EndSessionDialog({ person, session, onClose }: EndSessionDialogProps) {
  const [reason, setReason] = useState('');
  const end = useRevokeSession();
  const confirm = () => {
    const text = reason.trim();
    end.mutate(
      { params: { id: person.id, session_id: session.id }, query: text === '' ? {} : { reason: text } },
      {
        onSuccess: () => {
          toastDone(`The session of ${named(person.full_name)} ended; its next request is denied`);
          onClose();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      opened
      danger
      title={`End this session of ${named(person.full_name)}?`}
      confirm="End session"
      busy={end.isPending}
      error={end.error === null ? null : toCallError(end.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className={forms.paragraph}>
        <bdi>{session.device ?? 'An unnamed device'}</bdi>
        {session.address === null ? '' : `, ${session.address}`}. With its next request it is signed out and told that
        the session was ended, not why. Other devices are not touched, and they can sign in again right away.
      </p>
      <ReasonField optional value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
