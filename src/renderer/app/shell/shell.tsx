import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { KeptFrame } from '#renderer/app/frame/kept-frame.tsx';
import { KeyHelp } from '#renderer/app/palette/key-help.tsx';
import { Palette } from '#renderer/app/palette/palette.tsx';
import { screenOf } from '#renderer/app/screens.tsx';
import { onNavigationRequested } from '#renderer/data/desktop/desktop.ts';
import { usePreferences, useSetPreferences } from '#renderer/data/preferences/preferences.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import profileColours from '#renderer/ui/colours/profile-colours.module.css';
import { useCommandKeys } from '#renderer/ui/commands/use-command-keys.ts';
import { sendByKey } from '#renderer/ui/forms/send-by-key.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { NotAllowed } from '#renderer/ui/states/states.tsx';
import { Banners } from './banners.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';
import { TitleBar } from './title-bar.tsx';
import { useShellCommands } from './use-shell-commands.ts';

/** The window around every screen: colour bar, title bar, banners, navigation. */
export function Shell() {
  const { user, profile } = useSignedIn();
  const { navigationCollapsed } = usePreferences();
  const { mutate: setPreferences } = useSetPreferences();
  const [overlay, setOverlay] = useState<'palette' | 'help' | null>(null);
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const screen = screenOf(path);
  const allowed = screen === undefined || screen.roles.some((role) => role === user.role);
  const collapse = () => setPreferences({ navigationCollapsed: !navigationCollapsed });

  useCommandKeys();
  useShellCommands({ role: user.role, collapse, open: setOverlay });
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.addEventListener('keydown', sendByKey);
    return () => document.removeEventListener('keydown', sendByKey);
  }, []);
  useEffect(() => onNavigationRequested((to) => void navigate({ to })), [navigate]);

  return (
    <div className={classes.window} ref={frame}>
      <a className={classes.skip} href="#screen">
        Skip to the screen
      </a>
      <div className={`${classes.bar} ${profileColours[profile.colour]}`} />
      <TitleBar onPalette={() => setOverlay('palette')} />
      <Banners />
      <div className={classes.main}>
        <Navigation role={user.role} collapsed={navigationCollapsed} onCollapse={collapse} />
        <main id="screen" className={classes.screen} tabIndex={-1} data-passing>
          {allowed ? (
            <Outlet />
          ) : (
            <Page title={screen.title}>
              <NotAllowed roles={screen.roles} />
            </Page>
          )}
        </main>
      </div>
      <KeptFrame frame={frame} parts={JSON.stringify([user, profile, navigationCollapsed])} />
      <div data-passing>
        {overlay === 'palette' ? <Palette onClose={() => setOverlay(null)} /> : null}
        {overlay === 'help' ? <KeyHelp onClose={() => setOverlay(null)} /> : null}
      </div>
    </div>
  );
}
