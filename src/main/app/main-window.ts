import { BrowserWindow, nativeTheme, screen } from 'electron';
import { writeInitial } from '#bridge/initial.ts';
import type { BootSettings } from './boot-settings.ts';
import { fitWindow, minimumSize } from './window-bounds.ts';

export interface MainWindowOptions {
  readonly preload: string;
  /** Address of the page. */
  readonly address: string;
  readonly settings: BootSettings;
}

/** The ground of the two themes, as in the renderer's index.html, so that the window doesn't flash before its first paint. */
const backgrounds = { light: '#f6f7f9', dark: '#11151b' };

/** A page that fails before its first paint must not leave an invisible console. */
const showAnywayMilliseconds = 10_000;

/** Opens the window of the console; it shows itself with its first paint. */
export function openMainWindow({ preload, address, settings }: MainWindowOptions): BrowserWindow {
  const dark = nativeTheme.shouldUseDarkColors;
  const { theme, navigationCollapsed } = settings;
  const window = new BrowserWindow({
    ...fitWindow(settings.window, workAreas()),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Gatehouse',
    backgroundColor: currentBackground(),
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Its dictionaries would be fetched from the network.
      spellcheck: false,
      additionalArguments: [writeInitial({ theme, dark, navigationCollapsed })],
    },
  });
  if (settings.window?.maximized) window.maximize();
  const show = () => {
    // It may have been closed before it was ever seen.
    if (!window.isDestroyed()) window.show();
  };
  const late = setTimeout(show, showAnywayMilliseconds);
  window.once('ready-to-show', show);
  window.once('show', () => clearTimeout(late));
  window.once('closed', () => clearTimeout(late));
  void window.loadURL(address).catch((error: unknown) => {
    process.stderr.write(`gatehouse: the page did not load: ${String(error)}\n`);
  });
  return window;
}

export function currentBackground(): string {
  return backgrounds[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];
}

/** The display of the primary window first. */
function workAreas() {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}
