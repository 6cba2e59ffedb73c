import { writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserWindow } from 'electron';
import { type WindowState, windowFileName } from './boot-settings.ts';

const quietMilliseconds = 400;

/** Remembers where the window is, some time after it came to rest and when it closes. */
export function rememberWindow(window: BrowserWindow, userData: string): void {
  const path = join(userData, windowFileName);
  let timer: NodeJS.Timeout | null = null;
  let last = '';
  const read = () =>
    JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() } satisfies WindowState);
  const save = async () => {
    const text = read();
    if (text === last) return;
    last = text;
    // Written beside and renamed, so that a power cut leaves the old state rather than half of the new.
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  };
  const soon = () => {
    if (timer) clearTimeout(timer);
    // Where a window was is not worth an error message.
    timer = setTimeout(() => void save().catch(() => undefined), quietMilliseconds);
  };
  for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(event as 'resize', soon);
  window.on('close', () => {
    if (timer) clearTimeout(timer);
    const text = read();
    try {
      if (text !== last) writeFileSync(path, text);
    } catch {
      // As above.
    }
  });
}
