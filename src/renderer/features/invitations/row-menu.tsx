import { Menu } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Invitation } from '#contract/invitations.ts';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { IconDots } from '#renderer/ui/icons.ts';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import type { Column } from '#renderer/ui/table/column.ts';
import { actionWords } from './action-words.ts';
import { type ActionName, actionNames, availability } from './actions.ts';
import classes from './invitations.module.css';

interface Asked {
  invitation: Invitation;
  /** Where on screen: one menu serves every row, so that rows stay cheap to draw. */
  left: number;
  top: number;
}

/** The "…" of each row: a column for the table and the one menu that it opens. */
export function useRowMenu(onAsk: (action: ActionName, invitation: Invitation) => void) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const column = useMemo<Column<Invitation>>(
    () => ({
      id: 'menu',
      header: 'Actions',
      hideHeader: true,
      width: 40,
      cell: (invitation) => (
        <button
          type="button"
          className={classes.dots}
          // The grid is one stop for the keyboard; Enter opens the details, where every action is a button.
          tabIndex={-1}
          aria-label={`Actions for ${invitation.email}`}
          aria-haspopup="menu"
          onClick={(event) => {
            event.stopPropagation();
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            setAsked({ invitation, left, top: bottom });
          }}
        >
          <IconDots size={15} aria-hidden />
        </button>
      ),
    }),
    [],
  );
  const menu = asked === null ? null : <RowMenu asked={asked} onAsk={onAsk} onClose={() => setAsked(null)} />;
  return { column, menu };
}

interface RowMenuProps {
  asked: Asked;
  onAsk: (action: ActionName, invitation: Invitation) => void;
  onClose: () => void;
}

function RowMenu({ asked: { invitation, left, top }, onAsk, onClose }: RowMenuProps) {
  const { user } = useSignedIn();
  const copyAddress = async () => {
    await copyText(invitation.email);
    toastDone(`${invitation.email} is copied`);
  };
  const copyLink = async () => {
    await copyText(`gatehouse://open/invitations/${invitation.id}`);
    toastDone(`A link to the invitation of ${invitation.email} is copied`);
  };
  const entry = (action: ActionName) => {
    const answer = availability(action, invitation, user.role);
    if (answer.kind === 'hidden') return null;
    return (
      <Menu.Item
        key={action}
        disabled={answer.kind === 'explained'}
        {...(answer.kind === 'explained' ? { title: answer.why } : {})}
        {...(action === 'revoke' ? { color: 'red' } : {})}
        onClick={() => onAsk(action, invitation)}
      >
        {actionWords[action]}…
      </Menu.Item>
    );
  };
  const calm = actionNames.filter((action) => action !== 'revoke');
  const revoke = entry('revoke');
  return (
    <Menu opened onClose={onClose} position="bottom-end" withinPortal returnFocus>
      <Menu.Target>
        <span style={{ position: 'fixed', left, top, width: 28, height: 0 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Actions for ${invitation.email}`}>
        {calm.map(entry)}
        <Menu.Item onClick={copyAddress}>Copy the address</Menu.Item>
        <Menu.Item onClick={copyLink}>Copy a link</Menu.Item>
        {revoke === null ? null : <Menu.Divider />}
        {revoke}
      </Menu.Dropdown>
    </Menu>
  );
}
