import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The few settings that the window needs before anything else is loaded. Read without a schema library and without
 * blocking; whatever makes no sense counts as not set, and main/profiles/settings.ts deals with it later.
 */
export interface BootSettings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly navigationCollapsed: boolean;
  readonly window: WindowState | null;
}

export interface WindowState {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export const settingsFileName = 'console.json';
export const windowFileName = 'window.json';

export async function readBootSettings(userData: string): Promise<BootSettings> {
  const [settings, window] = await Promise.all([
    readJson(join(userData, settingsFileName)),
    readJson(join(userData, windowFileName)),
  ]);
  const preferences = property(settings, 'preferences');
  const theme = property(preferences, 'theme');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    navigationCollapsed: property(preferences, 'navigationCollapsed') === true,
    window: readWindowState(window),
  };
}

function readWindowState(value: unknown): WindowState | null {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => property(value, name));
  if (!isPixels(x) || !isPixels(y) || !isPixels(width) || !isPixels(height)) return null;
  return { x, y, width, height, maximized: property(value, 'maximized') === true };
}

function isPixels(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 100_000;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}
