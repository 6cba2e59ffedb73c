import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import {
  useDeleteUser,
  useReactivateUser,
  useRestoreUser,
  useRevokeAllSessions,
  useSuspendUser,
} from '#renderer/data/users/account.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { named } from './person.ts';
import type { AccountDialogProps } from './use-account-dialog.tsx';
import classes from './user.module.css';

/** What happens to the sessions of somebody who may not sign in any more. */
function sessionsEnd(live: number): string {
  if (live === 0) return 'No session of theirs is live.';
  return live === 1 ? 'Their live session ends at once.' : `Their ${formatQuantity(live, 'live session')} end at once.`;
}

function ended(count: number): string {
  return count === 0 ? '' : `; ${formatQuantity(count, 'session')} ended`;
}

export function ReasonField({
  value,
  onChange,
  optional = false,
  error,
}: {
  value: string;
  onChange: (value: string) => void;
  optional?: boolean;
  error?: string | undefined;
}) {
  return (
    <Textarea
      data-autofocus
      label={optional ? 'Reason (optional)' : 'Reason'}
      description="For your colleagues: it stands in the timeline and in the audit log."
      autosize
      minRows={2}
      maxRows={6}
      maxLength={500}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

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
      <p className={classes.paragraph}>
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
      <p className={classes.paragraph}>
        They can sign in again at once. The sessions that the suspension ended stay ended. No mail tells them.
      </p>
    </ConfirmDialog>
  );
}

/** Days for which the platform keeps a deleted account, as its own documentation of `users.delete` says. */
const retentionDays = 30;

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
      <p className={classes.paragraph}>
        {sessionsEnd(counts.sessions_live)} They can’t sign in any more
        {user.role === 'member' ? ', and their seat is free for somebody else' : ''}. For {retentionDays} days an admin
        can restore the account; after that name, address, notes and sign-ins are erased for good, and only the fact
        that there was an account stays.
      </p>
      <ReasonField optional value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}

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
      <p className={classes.paragraph}>
        {user.role === 'member' ? 'It takes a seat again. ' : ''}Password, profile and notes are as they were; old
        sessions stay ended, so they sign in anew. No mail tells them.
      </p>
    </ConfirmDialog>
  );
}

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
      <p className={classes.paragraph}>
        {own
          ? 'Every other device is signed out with its next request. The session of this window stays.'
          : 'With its next request each device is signed out and told that its session was ended, not why. They can sign in again right away; to keep them out, suspend the account.'}
      </p>
      <ReasonField optional value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
