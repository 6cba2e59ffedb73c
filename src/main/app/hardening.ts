import { app, session, type WebContents } from 'electron';

export interface HardeningOptions {
  /** Protocol and host of the page. */
  readonly origin: string;
  /** A link in the page wants to leave it. */
  readonly onLink: (address: string) => void;
}

/** Takes from pages what the console never needs: permissions, navigation, new windows, embedded views. */
export function hardenApp(options: HardeningOptions): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, options));
}

/** Needs the app to be ready. */
export function denyPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
}

function hardenContents(contents: WebContents, { origin, onLink }: HardeningOptions): void {
  const stayHome = (event: { preventDefault(): void }, address: string) => {
    // The development server reloads the page; nothing else navigates it.
    if (address.startsWith(`${origin}/`) && contents.getURL().startsWith(`${origin}/`)) return;
    event.preventDefault();
    onLink(address);
  };
  contents.on('will-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    onLink(url);
    return { action: 'deny' };
  });
}
