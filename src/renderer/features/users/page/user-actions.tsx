import { Button, Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import type { UserStory } from '#renderer/data/users/story.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { IconCopy, IconDots, IconEye, IconHistory, IconLock, IconLogout, IconTrash } from '#renderer/ui/icons.ts';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { IconButton } from '#renderer/ui/page/icon-button.tsx';
import { type AccountAction, accountActionsOf, actionWords } from './account-actions.ts';
import { auditSearch } from './identity.tsx';

interface UserActionsProps {
  story: UserStory;
  onAsk: (action: AccountAction) => void;
  onNote: () => void;
}

/** What this person may do with the account now: the usual in sight, the rest in the menu, what hurts last and apart. */
export function UserActions({ story, onAsk, onNote }: UserActionsProps) {
  const { user } = story;
  const viewer = useSignedIn().user;
  const navigate = useNavigate();
  const offered = accountActionsOf(story);
  const may = (action: AccountAction) => offered.includes(action);
  const mayNote = story.allowed.includes('add_note');
  const mayAudit = viewer.role === 'admin';

  const copyId = async () => {
    await copyText(user.id);
    toastDone('The id is copied');
  };
  const openAudit = () => void navigate({ to: '/audit', search: auditSearch(user.id) as never });
  useCommands([
    ...offered.map((action) => ({
      id: `user.${action}`,
      label: actionWords[action],
      group: 'This screen',
      ...(action === 'edit' ? { keys: 'e' } : {}),
      run: () => onAsk(action),
    })),
    ...(mayNote ? [{ id: 'user.note', label: 'Write a note', group: 'This screen', keys: 'n', run: onNote }] : []),
    { id: 'user.copy-id', label: 'Copy the user’s id', group: 'This screen', run: () => void copyId() },
    ...(mayAudit ? [{ id: 'user.audit', label: 'Show audit entries', group: 'This screen', run: openAudit }] : []),
  ]);

  return (
    <>
      {mayNote ? (
        <Button variant="default" onClick={onNote}>
          Write a note
        </Button>
      ) : null}
      {may('edit') ? (
        <Button variant="default" onClick={() => onAsk('edit')}>
          {actionWords.edit}
        </Button>
      ) : null}
      {may('view') ? (
        <Button variant="default" leftSection={<IconEye size={14} aria-hidden />} onClick={() => onAsk('view')}>
          {actionWords.view}…
        </Button>
      ) : null}
      {may('tier') ? (
        <Button variant="default" onClick={() => onAsk('tier')}>
          {actionWords.tier}…
        </Button>
      ) : null}
      {may('reactivate') ? <Button onClick={() => onAsk('reactivate')}>{actionWords.reactivate}</Button> : null}
      {may('restore') ? <Button onClick={() => onAsk('restore')}>{actionWords.restore}</Button> : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <IconButton label="More actions">
            <IconDots size={16} aria-hidden />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => void copyId()}>
            Copy id
          </Menu.Item>
          {mayAudit ? (
            <Menu.Item leftSection={<IconHistory size={14} />} onClick={openAudit}>
              Audit entries
            </Menu.Item>
          ) : null}
          {may('sessions') || may('suspend') || may('delete') ? <Menu.Divider /> : null}
          {may('sessions') ? (
            <Menu.Item leftSection={<IconLogout size={14} />} onClick={() => onAsk('sessions')}>
              {actionWords.sessions}…
            </Menu.Item>
          ) : null}
          {may('suspend') ? (
            <Menu.Item color="red" leftSection={<IconLock size={14} />} onClick={() => onAsk('suspend')}>
              {actionWords.suspend}…
            </Menu.Item>
          ) : null}
          {may('delete') ? (
            <Menu.Item color="red" leftSection={<IconTrash size={14} />} onClick={() => onAsk('delete')}>
              {actionWords.delete}…
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
