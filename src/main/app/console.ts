import { app, type BrowserWindow, dialog, Menu, nativeTheme, session } from 'electron';
import { handleChannels } from '#main/bridge/handle.ts';
import { NoticeBoard } from '#main/bridge/notice-board.ts';
import { tell } from '#main/bridge/tell.ts';
import { KeychainThread } from '#main/credentials/keychain-thread.ts';
import type { Services } from '#main/services.ts';
import { appOrigin } from './asset.ts';
import { type BootSettings, readBootSettings } from './boot-settings.ts';
import { CrashCounter, crashNotice } from './crashes.ts';
import { deepLinkIn, readDeepLink } from './deep-links.ts';
import { editMenuAt } from './edit-menu.ts';
import { denyPermissions, hardenApp } from './hardening.ts';
import { currentBackground, openMainWindow } from './main-window.ts';
import type { Paths } from './paths.ts';
import { serveApp } from './protocol.ts';
import { readAhead } from './read-ahead.ts';
import { rememberWindow } from './window-memory.ts';

/** The life of the application: one window, what happens to it, and the services behind it. */
export class Console {
  readonly #paths: Paths;
  /** Only while developing; a packaged console never takes its page from elsewhere. */
  readonly #developmentServer: string | null;
  readonly #trusted = new Set<number>();
  readonly #crashes = new CrashCounter();
  readonly keychain: KeychainThread;
  readonly notices = new NoticeBoard((notice) => tell('notice.raised', notice));
  #window: BrowserWindow | null = null;
  #services: Promise<Services> | null = null;
  /** The screen that a link asked for before there was a window. */
  #firstPath: string | null = deepLinkIn(process.argv);
  #quitting: 'no' | 'stopping' | 'stopped' = 'no';

  constructor(paths: Paths) {
    this.#paths = paths;
    this.keychain = new KeychainThread(paths.keychain, process.env.GATEHOUSE_KEYCHAIN_SERVICE || 'Gatehouse');
    const server = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
    this.#developmentServer = server ? new URL(server).origin : null;
  }

  /** Everything here is short: the window opens as soon as the system is ready. */
  start(): void {
    // The default menu costs time and would show; ours comes with the services.
    Menu.setApplicationMenu(null);
    const settings = readBootSettings(this.#paths.userData);
    const origin = this.#developmentServer ?? appOrigin;
    const isTrustedWindow = (id: number) => this.#trusted.has(id);
    hardenApp({ origin, onLink: (address) => void this.#load().then(({ openLink }) => openLink(address)) });
    handleChannels({ isTrustedWindow, origin }, async () => (await this.#load()).dispatch);
    app.on('second-instance', (_event, argv) => this.show(deepLinkIn(argv)));
    app.on('open-url', (event, address) => {
      event.preventDefault();
      this.show(readDeepLink(address));
    });
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit();
    });
    app.on('activate', () => void this.#showWindow());
    app.on('before-quit', (event) => this.#beforeQuit(event));
    // Logging off, a service manager and Ctrl-C in a terminal end the console as its own menu does.
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit());
    const opened = app.whenReady().then(async () => {
      denyPermissions();
      if (!this.#developmentServer) serveApp(this.#paths.renderer);
      const { theme } = await settings;
      if (theme !== 'system') nativeTheme.themeSource = theme;
      nativeTheme.on('updated', () => this.#window?.setBackgroundColor(currentBackground()));
      await this.#open(settings);
      readAhead(this.#paths.preload);
    });
    // A console without a window would run on unseen and keep the next one from starting.
    opened.catch((error: unknown) => {
      process.stderr.write(`gatehouse: could not start: ${error instanceof Error ? error.stack : String(error)}\n`);
      dialog.showErrorBox('Gatehouse could not start', 'Nothing was changed. Try again, and reinstall if it stays so.');
      app.exit(1);
    });
  }

  get window(): BrowserWindow | null {
    return this.#window;
  }

  get paths(): Paths {
    return this.#paths;
  }

  /** @param read what was read while the system got ready; a later window reads anew */
  async #open(read: Promise<BootSettings> = readBootSettings(this.#paths.userData)): Promise<void> {
    const settings = await read;
    const address = `${this.#developmentServer ?? appOrigin}${this.#firstPath ?? '/'}`;
    this.#firstPath = null;
    const window = openMainWindow({ preload: this.#paths.preload, address, settings });
    const { id } = window.webContents;
    this.#window = window;
    this.#trusted.add(id);
    rememberWindow(window, this.#paths.userData);
    window.webContents.on('context-menu', (_event, place) => {
      const entries = editMenuAt(place);
      if (entries.length > 0) Menu.buildFromTemplate(entries).popup({ window });
    });
    window.webContents.on('did-start-loading', () => this.notices.pageGone());
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && this.#window === window) void this.#pageCrashed(window, reason);
    });
    window.on('unresponsive', () => void this.#offerToReload(window));
    window.on('closed', () => {
      this.#trusted.delete(id);
      if (this.#window === window) this.#window = null;
    });
  }

  /**
   * Loaded when the page asks its first question, which it does once it has painted and has its scripts: any earlier,
   * this would keep main from serving them.
   */
  #load(): Promise<Services> {
    this.#services ??= import('#main/services.ts').then(({ startServices }) => startServices(this));
    return this.#services;
  }

  /** A new window takes the place of the dead one; sessions and settings live here and are not touched. */
  async #pageCrashed(dead: BrowserWindow, reason: string): Promise<void> {
    if (this.#quitting !== 'no') return;
    this.notices.pageGone();
    this.notices.raise(crashNotice(reason));
    if (this.#crashes.isLooping(Date.now()) && !(await this.#wantsAnotherTry())) {
      app.quit();
      return;
    }
    await this.#open();
    dead.destroy();
  }

  async #wantsAnotherTry(): Promise<boolean> {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: 'The page of Gatehouse keeps stopping',
      detail: 'Your session and settings are kept. If trying again doesn’t help, restart the computer or reinstall.',
      buttons: ['Try again', 'Quit'],
    });
    return response === 0;
  }

  async #offerToReload(window: BrowserWindow): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: 'The page does not answer',
      detail: 'You can wait, or open it anew. What was not sent yet would be lost; your session is kept.',
      buttons: ['Wait', 'Open anew'],
    });
    if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
  }

  /** Brings the window to the front, on a screen if one is named. */
  show(path: string | null): void {
    if (this.#window === null) this.#firstPath = path;
    else if (path !== null) tell('navigation.requested', { path });
    void this.#showWindow();
  }

  async #showWindow(): Promise<void> {
    if (!this.#window && app.isReady()) await this.#open();
    if (this.#window?.isMinimized()) this.#window.restore();
    this.#window?.focus();
  }

  /** Quitting waits for the embedded platform to drain and for a rotated token to be kept. */
  #beforeQuit(event: { preventDefault(): void }): void {
    if (this.#quitting === 'stopped' || !this.#services) return;
    event.preventDefault();
    if (this.#quitting === 'stopping') return;
    this.#quitting = 'stopping';
    // What the page keeps for its next start would otherwise be written some seconds later.
    session.defaultSession.flushStorageData();
    void this.#services
      .then((services) => services.stop())
      .catch((error: unknown) => process.stderr.write(`gatehouse: stopping failed: ${String(error)}\n`))
      .finally(() => {
        this.#quitting = 'stopped';
        app.quit();
      });
  }
}
