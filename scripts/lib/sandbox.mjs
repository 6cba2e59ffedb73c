import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stop } from './progress.mjs';

/** @param {string} path */
function kernelSetting(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * Chromium's sandbox needs unprivileged user namespaces, or else a helper that belongs to root. Where the kernel
 * forbids the first and the second isn't set up, Electron dies with a page of stack trace; this says it in words.
 * @param {string} executable
 */
export function checkSandbox(executable) {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return;
  const forbidden =
    kernelSetting('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    kernelSetting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1';
  if (!forbidden) return;
  const helper = join(dirname(executable), 'chrome-sandbox');
  const status = statSync(helper, { throwIfNoEntry: false });
  if (status !== undefined && status.uid === 0 && (status.mode & 0o4000) !== 0) return;
  throw new Stop(
    `This kernel does not let ordinary users make sandboxes, so Electron's helper must belong to root. Run this, then the same command again:\n\n` +
      `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'\n`,
  );
}
