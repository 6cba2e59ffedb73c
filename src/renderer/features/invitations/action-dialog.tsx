import { type ComponentType, useState } from 'react';
import type { Invitation } from '#contract/invitations.ts';
import type { ActionName } from './actions.ts';
import { ExtendDialog } from './extend-dialog.tsx';
import { ResendDialog } from './resend-dialog.tsx';
import { RevealDialog } from './reveal-dialog.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

export interface ActionDialogProps {
  invitation: Invitation;
  onClose: () => void;
}

const dialogs: Record<ActionName, ComponentType<ActionDialogProps>> = {
  resend: ResendDialog,
  extend: ExtendDialog,
  reveal: RevealDialog,
  revoke: RevokeDialog,
};

/** The dialog of one action on one invitation: `ask` opens it, `dialog` is drawn by the screen. */
export function useActionDialog() {
  const [asked, setAsked] = useState<{ action: ActionName; invitation: Invitation } | null>(null);
  const Dialog = asked === null ? null : dialogs[asked.action];
  return {
    ask: (action: ActionName, invitation: Invitation) => setAsked({ action, invitation }),
    dialog:
      asked === null || Dialog === null ? null : (
        <Dialog
          key={`${asked.action} ${asked.invitation.id}`}
          invitation={asked.invitation}
          onClose={() => setAsked(null)}
        />
      ),
  };
}
