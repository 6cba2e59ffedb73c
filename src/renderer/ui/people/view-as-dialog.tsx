import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useStartView, type ViewAs } from '#renderer/data/view-as/view-as.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { ReasonField } from './reason-field.tsx';

/** As the platform asks for; shorter says nothing to whoever reads it later. */
const shortest = 5;

/** Whom a view would be of. */
export type Viewable = Pick<ViewAs['user'], 'id' | 'full_name' | 'state'>;

/** Asks why before anybody looks through a member's eyes, and then shows what they see. */
export function ViewAsDialog({ user, onClose }: { user: Viewable; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [short, setShort] = useState(false);
  const start = useStartView();
  const navigate = useNavigate();
  const error = start.error === null ? null : toCallError(start.error);
  const confirm = () => {
    const text = reason.trim();
    setShort(text.length < shortest);
    if (text.length < shortest) return;
    start.mutate(
      { params: { id: user.id }, body: { reason: text } },
      {
        onSuccess: ({ id: viewId }) => {
          onClose();
          void navigate({ to: '/users/$id/view/$viewId' as string, params: { id: user.id, viewId } as never });
        },
      },
    );
  };
  return (
    <ConfirmDialog
      opened
      title={`View as ${named(user.full_name)}?`}
      confirm="View as"
      busy={start.isPending}
      error={error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className={forms.paragraph}>
        You see their account, plan, onboarding and mails as they do, for 15 minutes, and can change nothing. You stay
        signed in as yourself: no session of theirs is made. What you look at is written down.
        {user.state === 'suspended'
          ? ' They are suspended and can’t sign in now; you see what they would see if they could.'
          : ''}
      </p>
      <ReasonField
        value={reason}
        error={short ? `Say why, in ${shortest} characters or more` : fieldError(error, 'reason')}
        onChange={(text) => {
          setShort(false);
          setReason(text);
        }}
      />
    </ConfirmDialog>
  );
}
