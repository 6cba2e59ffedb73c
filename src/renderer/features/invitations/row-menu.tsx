import { Menu } from '@mantine/core';
import type { Invitation } from '#contract/invitations.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { RowAction, RowCopy, useRowMenu } from '#renderer/ui/table/row-menu.tsx';
import { actionWords } from './action-words.ts';
import { type ActionName, actionNames, availability } from './actions.ts';

type Ask = (action: ActionName, invitation: Invitation) => void;

const nameOf = ({ email }: Invitation) => email;

/** What can be done to one invitation, from its row. */
export function useInvitationMenu(onAsk: Ask) {
  return useRowMenu({ nameOf, entries: (invitation) => <Entries invitation={invitation} onAsk={onAsk} /> });
}

function Entries({ invitation, onAsk }: { invitation: Invitation; onAsk: Ask }) {
  const { user } = useSignedIn();
  const entry = (action: ActionName) => {
    const answer = availability(action, invitation, user.role);
    if (answer.kind === 'hidden') return null;
    return (
      <RowAction
        key={action}
        label={actionWords[action]}
        why={answer.kind === 'explained' ? answer.why : undefined}
        danger={action === 'revoke'}
        onAsk={() => onAsk(action, invitation)}
      />
    );
  };
  const revoke = entry('revoke');
  return (
    <>
      {actionNames.filter((action) => action !== 'revoke').map(entry)}
      <RowCopy label="Copy the address" text={invitation.email} done={`${invitation.email} is copied`} />
      <RowCopy
        label="Copy a link"
        text={`gatehouse://open/invitations/${invitation.id}`}
        done={`A link to the invitation of ${invitation.email} is copied`}
      />
      {revoke === null ? null : <Menu.Divider />}
      {revoke}
    </>
  );
}
