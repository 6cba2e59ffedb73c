import type { ElectronApplication } from 'playwright';

interface Told {
  title: string;
  press: () => void;
  act: (button: string) => void;
}
interface Desktop {
  told: Told[];
  badges: number[];
  tips: string[];
}

/** What a console gave its desktop to show. */
export interface WatchedDesktop {
  titles(): Promise<string[]>;
  /** The count on its icon, each time it was set. */
  badges(): Promise<number[]>;
  /** What the tray says under the pointer, each time it was said. */
  tips(): Promise<string[]>;
  /** Presses the newest notification of that title. */
  press(title: string): Promise<void>;
  /** Presses a button of it. */
  pressButton(title: string, button: string): Promise<void>;
}

/** Puts itself in the place of the desktop, which here shows nothing, and keeps what it is given to show. */
export async function watchDesktop(application: ElectronApplication): Promise<WatchedDesktop> {
  await application.evaluate(({ app, Notification, Tray }) => {
    const desktop: Desktop = { told: [], badges: [], tips: [] };
    Object.assign(globalThis, { desktop });
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      desktop.told.push({
        title: this.title,
        press: () => this.emit('click'),
        act: (button) => {
          const index = this.actions.findIndex(({ text }) => text === button);
          this.emit('action', { actionIndex: index }, index);
        },
      });
    };
    Tray.prototype.setToolTip = (tip: string) => void desktop.tips.push(tip);
    app.setBadgeCount = (count) => {
      desktop.badges.push(count ?? 0);
      return true;
    };
  });
  const ask = <Value>(expression: string): Promise<Value> => application.evaluate(`globalThis.desktop.${expression}`);
  return {
    titles: () => ask('told.map(({ title }) => title)'),
    badges: () => ask('badges'),
    tips: () => ask('tips'),
    press: (title) => ask(`told.filter((one) => one.title === ${JSON.stringify(title)}).at(-1).press()`),
    pressButton: (title, button) =>
      ask(`told.filter((one) => one.title === ${JSON.stringify(title)}).at(-1).act(${JSON.stringify(button)})`),
  };
}
