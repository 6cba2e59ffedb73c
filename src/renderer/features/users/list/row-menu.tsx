import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { UserListRow } from '#contract/users.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { RowAction, RowCopy, useRowMenu } from '#renderer/ui/table/row-menu.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { actionNames, availability, isDangerous, viewObjection } from './actions.ts';
import { actionWords } from './bulk-words.ts';
import { type AskOne, type OneAction, viewWords } from './one-action.ts';

const nameOf = ({ email }: UserListRow) => email;

/** What can be done to one person, from their row. */
export function useUserMenu(onAsk: AskOne) {
  // Beside the panel of a small window, which has the same actions, there is no room for it.
  return useRowMenu({ nameOf, from: 420, entries: (row) => <Entries row={row} onAsk={onAsk} /> });
}

function Entries({ row, onAsk }: { row: UserListRow; onAsk: AskOne }) {
  const { user } = useSignedIn();
  const entry = (action: Exclude<OneAction, 'view'>) => {
    // Of suspending and reactivating only the one that fits the state is of use.
    if (action === (row.state === 'suspended' ? 'suspend' : 'reactivate')) return null;
    const answer = availability(action, row, user);
    if (answer.kind === 'hidden') return null;
    return (
      <RowAction
        key={action}
        label={actionWords[action]}
        why={answer.kind === 'explained' ? answer.why : undefined}
        danger={isDangerous(action)}
        onAsk={() => onAsk(action, row)}
      />
    );
  };
  const danger = actionNames.filter(isDangerous).map(entry).filter(Boolean);
  return (
    <>
      <Menu.Item component={Link} to={'/users/$id' as string} params={{ id: row.id } as never}>
        Open page
      </Menu.Item>
      <RowCopy label="Copy the address" text={row.email} done={`${row.email} is copied`} />
      <RowCopy
        label="Copy a link"
        text={`gatehouse://open/users/${row.id}`}
        done={`A link to ${named(row.full_name)} is copied`}
      />
      <Menu.Divider />
      <RowAction label={viewWords} why={viewObjection(row)} onAsk={() => onAsk('view', row)} />
      {actionNames.filter((action) => !isDangerous(action)).map(entry)}
      {danger.length === 0 ? null : <Menu.Divider />}
      {danger}
    </>
  );
}
