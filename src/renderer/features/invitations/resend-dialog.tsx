import { Button, Modal } from '@mantine/core';
import type { Invitation } from '#contract/invitations.ts';
import { useMailRoute } from '#renderer/data/about/about.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useResend } from '#renderer/data/invitations/mutations.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import type { ActionDialogProps } from './action-dialog.tsx';
import { newCodeWords } from './action-words.ts';
import { FreshCode, isMasked } from './fresh-code.tsx';

/** Voids the old code and mails a new one; shows the new code once where the role may see it. */
export function ResendDialog({ invitation, onClose }: ActionDialogProps) {
  const resend = useResend();
  const route = useMailRoute();
  const { id, email, status } = invitation;
  if (resend.data !== undefined) {
    const kept = resend.data.delivery === 'kept';
    return (
      <Modal
        opened
        onClose={onClose}
        title={kept ? `There is a new code for ${email}` : `A new code is on its way to ${email}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <div className={forms.form}>
          <p className={forms.paragraph}>The old code no longer works. {resentWords(resend.data)}</p>
          {isMasked(resend.data.code) ? null : <FreshCode code={resend.data.code} />}
          <div className={forms.buttons}>
            <Button onClick={onClose} data-autofocus>
              Done
            </Button>
          </div>
        </div>
      </Modal>
    );
  }
  return (
    <ConfirmDialog
      opened
      title={`Send a new code to ${email}?`}
      confirm="Send a new code"
      busy={resend.isPending}
      error={resend.error === null ? null : toCallError(resend.error)}
      onConfirm={() => resend.mutate({ params: { id } })}
      onClose={onClose}
    >
      <p className={forms.paragraph}>
        The old code stops working at once. {newCodeWords(route)}
        {status === 'pending' ? '' : ' The invitation takes a seat again.'}
      </p>
    </ConfirmDialog>
  );
}

/** Where the new code is. */
function resentWords({ code, delivery }: Pick<Invitation, 'code' | 'delivery'>): string {
  if (isMasked(code)) {
    return delivery === 'kept'
      ? 'Nobody was mailed the new one: ops and admins find it in the outbox, to pass it on.'
      : 'The new one is in the mail.';
  }
  return delivery === 'kept'
    ? 'Nobody was mailed the new one: pass it on. It is shown only now; the outbox keeps its mail.'
    : 'This is the new one, shown only now.';
}
