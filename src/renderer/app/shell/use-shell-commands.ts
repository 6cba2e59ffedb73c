import { useNavigate } from '@tanstack/react-router';
import type { Role } from '#contract/common.ts';
import { screens } from '#renderer/app/screens.tsx';
import { usePreferences, useSetPreferences } from '#renderer/data/preferences/preferences.ts';
import { useSignOut } from '#renderer/data/session/mutations.ts';
import type { Command } from '#renderer/ui/commands/registry.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';

interface ShellActions {
  role: Role;
  collapse: () => void;
  open: (overlay: 'palette' | 'help') => void;
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
    { id: 'sign-out', label: 'Sign out', group: 'Console', words: 'leave quit', run: () => signOut(undefined) },
  ];
  useCommands(commands);
}
