import './mantine-styles.ts';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { followAuditWatch } from '#renderer/data/audit/watch.ts';
import { followNotices } from '#renderer/data/notices/notices.ts';
import { usePreferences } from '#renderer/data/preferences/preferences.ts';
import { followSession } from '#renderer/data/session/accept.ts';
import { recallSession } from '#renderer/data/session/remembered.ts';
import { toastNotice } from '#renderer/ui/overlay/toasts.ts';
import classes from './console.module.css';
import { Gate } from './gate.tsx';
import { client } from './query-client.ts';
import { router } from './router.tsx';
import { cssVariables, theme } from './theme.ts';
import { useScheme } from './use-scheme.ts';

/** Mantine's own memory of the scheme is not used: main keeps the preference. */
const noMemory = {
  get: () => 'light' as const,
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
};

/**
 * Puts the whole renderer into the page. Where the frame of the last time stands there, it stays until the screen
 * is ready to be drawn inside it.
 */
export async function renderConsole(element: HTMLElement): Promise<void> {
  // A screen that can't be loaded says so in its place, once there is a router to say it.
  if (recallSession() !== null) await router.load().catch(() => undefined);
  createRoot(element).render(<Console />);
}

/** Providers around the gate. */
function Console() {
  return (
    <QueryClientProvider client={client}>
      <Themed />
    </QueryClientProvider>
  );
}

function Themed() {
  const scheme = useScheme(usePreferences().theme);
  useEffect(() => followSession(client), []);
  useEffect(() => followAuditWatch(client), []);
  useEffect(() => followNotices(toastNotice), []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={scheme}
      colorSchemeManager={noMemory}
      withGlobalClasses={false}
    >
      <Notifications
        className={classes.toasts}
        position="bottom-left"
        limit={4}
        transitionDuration={0}
        withinPortal={false}
      />
      <Gate />
    </MantineProvider>
  );
}
