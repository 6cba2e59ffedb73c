import { renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ElectronStore from 'electron-store';
import type { Settings, SettingsStore } from './settings.ts';

/** File name without extension; boot-settings.ts reads the same file before anything else is loaded. */
export const settingsName = 'console';

/** The settings on electron-store: one JSON file in the user data directory, replaced atomically. */
export function createSettingsStore(directory: string): SettingsStore {
  const path = join(directory, `${settingsName}.json`);
  let store: ElectronStore | null = null;
  const open = () => {
    store ??= new ElectronStore({ name: settingsName, cwd: directory, clearInvalidConfig: false });
    return store;
  };
  return {
    read() {
      const content = open().store;
      return Object.keys(content).length === 0 ? undefined : content;
    },
    write(settings: Settings) {
      open().store = settings as unknown as Record<string, unknown>;
    },
    setAside() {
      store = null;
      const aside = join(
        dirname(path),
        `${settingsName}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`,
      );
      renameSync(path, aside);
      return basename(aside);
    },
  };
}
