import { app, Menu, type NativeImage, nativeImage, Tray } from 'electron';
import { trayPicture } from './tray-picture.ts';

export interface AlertTrayOptions {
  /** Brings the window to the front, on a screen if one is named. */
  readonly show: (path: string | null) => void;
}

/** How many alerts fire, in words. */
function firingWords(firing: number): string {
  if (firing === 0) return 'Nothing fires';
  return firing === 1 ? '1 alert fires' : `${firing} alerts fire`;
}

/** Whether this desktop has a place for it. On Linux that is asked for over the session's bus; without one nobody answers. */
export function hasTray(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  return platform !== 'linux' || Boolean(environment.DBUS_SESSION_BUS_ADDRESS);
}

/** For plain screens and for fine ones. */
const scales = [1, 2];

function picture(firing: boolean): NativeImage {
  const image = nativeImage.createEmpty();
  for (const scaleFactor of scales) {
    const { pixels, size } = trayPicture(firing, scaleFactor);
    const buffer = nativeImage.createFromBitmap(Buffer.from(pixels), { width: size, height: size }).toPNG();
    image.addRepresentation({ scaleFactor, width: size, height: size, buffer });
  }
  return image;
}

/**
 * The console among the small icons of the desktop, with how many alerts fire. It is there while somebody is signed in
 * who is told of alerts, and never keeps the console running: whoever closes the window quits as ever.
 */
export class AlertTray {
  readonly #tray: Tray;

  constructor({ show }: AlertTrayOptions) {
    this.#tray = new Tray(picture(false));
    this.#tray.on('click', () => show('/alerts'));
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Show alerts', click: () => show('/alerts') },
        { label: 'Open Gatehouse', click: () => show(null) },
        { type: 'separator' },
        { label: 'Quit', click: () => app.quit() },
      ]),
    );
  }

  say(firing: number, rehearsal: boolean): void {
    this.#tray.setImage(picture(firing > 0));
    this.#tray.setToolTip(`Gatehouse${rehearsal ? ', rehearsal' : ''}: ${firingWords(firing)}`);
    if (process.platform === 'darwin') this.#tray.setTitle(firing === 0 ? '' : String(firing));
  }

  remove(): void {
    if (!this.#tray.isDestroyed()) this.#tray.destroy();
  }
}
