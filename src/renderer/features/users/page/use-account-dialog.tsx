import { type ComponentType, useState } from 'react';
import type { UserStory } from '#renderer/data/users/story.ts';
import { ViewAsDialog } from '#renderer/ui/people/view-as-dialog.tsx';
import type { AccountAction } from './account-actions.ts';
import { DeleteDialog, RestoreDialog } from './delete-dialogs.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { EndSessionsDialog } from './end-sessions-dialog.tsx';
import { ReactivateDialog, SuspendDialog } from './suspend-dialogs.tsx';
import { TierDialog } from './tier-dialog.tsx';

export interface AccountDialogProps {
  /** As it is now: a dialog that is open sees what somebody else changes. */
  story: UserStory;
  onClose: () => void;
}

const dialogs: Record<AccountAction, ComponentType<AccountDialogProps>> = {
  edit: EditDialog,
  view: ({ story, onClose }) => <ViewAsDialog user={story.user} onClose={onClose} />,
  tier: TierDialog,
  sessions: EndSessionsDialog,
  suspend: SuspendDialog,
  reactivate: ReactivateDialog,
  delete: DeleteDialog,
  restore: RestoreDialog,
};

/** The dialog of one action on the account: `ask` opens it, `dialog` is drawn by the page. */
export function useAccountDialog(story: UserStory) {
  const [asked, setAsked] = useState<AccountAction | null>(null);
  const Dialog = asked === null ? null : dialogs[asked];
  return {
    ask: setAsked,
    dialog: Dialog === null ? null : <Dialog story={story} onClose={() => setAsked(null)} />,
  };
}
