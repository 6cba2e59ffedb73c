import { app } from 'electron';
import type { AlertTray } from './alert-tray.ts';

export interface DesktopCountOptions {
  readonly show: (path: string | null) => void;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Shows on the desktop how many alerts fire: as the count on the icon of the console, and in the tray where there is one.
 * The tray is loaded with the first count, long after the window.
 */
export class DesktopCount {
  readonly #options: DesktopCountOptions;
  #tray: Promise<AlertTray | null> | null = null;
  #shown: number | null = null;

  constructor(options: DesktopCountOptions) {
    this.#options = options;
  }

  /** @param firing null where nobody is to be told: both are taken away */
  show(firing: number | null, rehearsal = false): void {
    if (firing === this.#shown) return;
    this.#shown = firing;
    app.setBadgeCount(firing ?? 0);
    if (firing === null) {
      const tray = this.#tray;
      this.#tray = null;
      void tray?.then((shown) => shown?.remove());
      return;
    }
    this.#tray ??= this.#load();
    void this.#tray.then((tray) => {
      if (this.#shown === firing) tray?.say(firing, rehearsal);
    });
  }

  async #load(): Promise<AlertTray | null> {
    try {
      const { AlertTray, hasTray } = await import('./alert-tray.ts');
      return hasTray(process.platform, process.env) ? new AlertTray({ show: this.#options.show }) : null;
    } catch (error) {
      this.#options.onTrouble(error);
      return null;
    }
  }
}
