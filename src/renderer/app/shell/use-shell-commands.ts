import { useNavigate } from '@tanstack/react-router';
import type { Role } from '#contract/common.ts';
import { screens } from '#renderer/app/screens.tsx';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { usePreferences, useSetPreferences } from '#renderer/data/preferences/preferences.ts';
import { useSignOut } from '#renderer/data/session/mutations.ts';
import type { Command } from '#renderer/ui/commands/registry.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';

interface ShellActions {
  role: Role;
  collapse: () => void;
  open: (overlay: 'palette' | 'help') => void;
}

/** A link that the console opens wherever it is installed: the screen with its filters and what is open in it. */
async function copyLink(path: string): Promise<void> {
  await copyText(`gatehouse://open${path}`);
  toastDone('The link is copied');
}

/** Commands that are there on every screen. */
export function useShellCommands({ role, collapse, open }: ShellActions): void {
  const navigate = useNavigate();
  const { theme } = usePreferences();
  const { mutate: setPreferences } = useSetPreferences();
  const { mutate: signOut } = useSignOut();
  const dark = theme === 'dark';
  const commands: Command[] = [
    ...screens
      .filter(({ roles }) => roles.some((allowed) => allowed === role))
      .map(({ path, title, key, words }) => ({
        id: `go.${path}`,
        label: title,
        group: 'Go to',
        keys: `g ${key}`,
        ...(words === undefined ? {} : { words }),
        run: () => void navigate({ to: path }),
      })),
    {
      id: 'go.doctor',
      label: 'Look up a code',
      group: 'Go to',
      keys: 'g l',
      words: 'code doctor paste invitation find',
      run: () => void navigate({ to: '/invitations', search: { open: 'doctor' } as never }),
    },
    { id: 'palette', label: 'Command palette', group: 'Console', keys: 'mod+k', run: () => open('palette') },
    {
      id: 'help',
      label: 'Keyboard shortcuts',
      group: 'Console',
      keys: '?',
      words: 'help keys',
      run: () => open('help'),
    },
    {
      id: 'settings',
      label: 'Open settings',
      group: 'Console',
      keys: 'mod+,',
      run: () => void navigate({ to: '/settings' }),
    },
    { id: 'navigation', label: 'Collapse or expand the navigation', group: 'Console', keys: 'mod+b', run: collapse },
    {
      id: 'theme',
      label: dark ? 'Use the light theme' : 'Use the dark theme',
      group: 'Console',
      words: 'appearance dark light',
      run: () => setPreferences({ theme: dark ? 'light' : 'dark' }),
    },
    {
      id: 'copy-link',
      label: 'Copy a link to this screen',
      group: 'Console',
      words: 'address share url filters',
      run: () => void copyLink(`${window.location.pathname}${window.location.search}`),
    },
    { id: 'sign-out', label: 'Sign out', group: 'Console', words: 'leave quit', run: () => signOut(undefined) },
  ];
  useCommands(commands.map((command) => ({ ...command, lasting: true })));
}
