import { existsSync } from 'node:fs';

/**
 * Whether a window can be shown to a person here, and if not, why.
 * @param {NodeJS.ProcessEnv} environment
 * @param {NodeJS.Platform} platform
 * @param {(path: string) => boolean} exists
 * @returns {{ shown: true } | { shown: false; because: string }}
 */
export function findDisplay(environment = process.env, platform = process.platform, exists = existsSync) {
  if (platform !== 'linux' || environment.WAYLAND_DISPLAY) return { shown: true };
  const display = environment.DISPLAY;
  if (!display) return { shown: false, because: 'there is no display here' };
  const local = display.match(/^(?:unix)?:(\d+)(?:\.\d+)?$/)?.[1];
  if (local !== undefined && !exists(`/tmp/.X11-unix/X${local}`)) {
    return { shown: false, because: `the display ${display} does not answer` };
  }
  return { shown: true };
}

/**
 * What Electron must be told about this machine on its command line.
 * @param {NodeJS.ProcessEnv} environment
 */
export function electronFlags(environment = process.env) {
  const flags = [];
  // Chromium refuses to sandbox as root; for everybody else the sandbox stays on.
  if (process.platform === 'linux' && process.getuid?.() === 0) flags.push('--no-sandbox');
  if (process.platform === 'linux' && !environment.DISPLAY && environment.WAYLAND_DISPLAY) {
    flags.push('--ozone-platform=wayland');
  }
  return flags;
}
