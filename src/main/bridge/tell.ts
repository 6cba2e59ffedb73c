import { BrowserWindow } from 'electron';
import type { EventName, EventPayload } from '#bridge/channels.ts';
import { wireName } from '#bridge/names.ts';

/** Sends an event of the map to every window of the console. */
export function tell<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed() && !window.webContents.isDestroyed() && !window.webContents.isCrashed()) {
      window.webContents.send(wireName(name), payload);
    }
  }
}
