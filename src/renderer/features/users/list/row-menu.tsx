import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { UserListRow } from '#contract/users.ts';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { IconDots } from '#renderer/ui/icons.ts';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import type { Column } from '#renderer/ui/table/column.ts';
import { type ActionName, actionNames, availability, isDangerous } from './actions.ts';
import { actionWords } from './bulk-words.ts';
import classes from './users-list.module.css';
import { named } from './words.ts';

interface Asked {
  row: UserListRow;
  /** Where on screen: one menu serves every row, so that rows stay cheap to draw. */
  left: number;
  top: number;
}

/** The "…" of each row: a column for the table and the one menu that it opens. */
export function useRowMenu(onAsk: (action: ActionName, row: UserListRow) => void) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const column = useMemo<Column<UserListRow>>(
    () => ({
      id: 'menu',
      header: 'Actions',
      hideHeader: true,
      width: 40,
      // Beside the panel of a small window, which has the same actions, there is no room for it.
      from: 420,
      cell: (row) => (
        <button
          type="button"
          className={classes.dots}
          // The grid is one stop for the keyboard; Enter opens the details, where every action is a button.
          tabIndex={-1}
          aria-label={`Actions for ${row.email}`}
          aria-haspopup="menu"
          onClick={(event) => {
            event.stopPropagation();
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            setAsked({ row, left, top: bottom });
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
  onAsk: (action: ActionName, row: UserListRow) => void;
  onClose: () => void;
}

function RowMenu({ asked: { row, left, top }, onAsk, onClose }: RowMenuProps) {
  const { user } = useSignedIn();
  const copy = async (text: string, words: string) => {
    await copyText(text);
    toastDone(words);
  };
  const entry = (action: ActionName) => {
    // Of suspending and reactivating only the one that fits the state is of use.
    if (action === (row.state === 'suspended' ? 'suspend' : 'reactivate')) return null;
    const answer = availability(action, row, user);
    if (answer.kind === 'hidden') return null;
    return (
      <Menu.Item
        key={action}
        disabled={answer.kind === 'explained'}
        {...(answer.kind === 'explained' ? { title: answer.why } : {})}
        {...(isDangerous(action) ? { color: 'red' } : {})}
        onClick={() => onAsk(action, row)}
      >
        {actionWords[action]}…
      </Menu.Item>
    );
  };
  const danger = actionNames.filter(isDangerous).map(entry).filter(Boolean);
  return (
    <Menu opened onClose={onClose} position="bottom-end" withinPortal returnFocus>
      <Menu.Target>
        <span style={{ position: 'fixed', left, top, width: 28, height: 0 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Actions for ${row.email}`}>
        <Menu.Item component={Link} to={'/users/$id' as string} params={{ id: row.id } as never}>
          Open page
        </Menu.Item>
        <Menu.Item onClick={() => void copy(row.email, `${row.email} is copied`)}>Copy the address</Menu.Item>
        <Menu.Item
          onClick={() => void copy(`gatehouse://open/users/${row.id}`, `A link to ${named(row.full_name)} is copied`)}
        >
          Copy a link
        </Menu.Item>
        <Menu.Divider />
        {actionNames.filter((action) => !isDangerous(action)).map(entry)}
        {danger.length === 0 ? null : <Menu.Divider />}
        {danger}
      </Menu.Dropdown>
    </Menu>
  );
}
