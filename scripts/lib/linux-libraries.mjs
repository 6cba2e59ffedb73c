import { existsSync } from 'node:fs';
import { findProgram, runCommand } from './commands.mjs';
import { heartbeat, note, Stop, seconds, step } from './progress.mjs';

/**
 * What Electron needs from the system. Each entry lists the names that different releases use for the same
 * library, newest first.
 */
const windowLibraries = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libdrm2'],
  ['libxss1'],
  ['libxtst6'],
];

/** What a machine without a desktop needs besides: a display, a session bus, a keychain, letters to draw. */
const headlessPrograms = [
  ['xvfb'],
  ['xauth'],
  ['dbus'],
  ['dbus-x11'],
  ['gnome-keyring'],
  ['fonts-liberation'],
  ['fonts-dejavu-core'],
];

/**
 * The entries of which no name is installed.
 * @param {readonly string[][]} wanted
 * @param {string} listing the output of `dpkg-query --list`
 */
export function missingLibraries(wanted, listing) {
  // A line begins with the wanted and the actual state ("ii", "rc"); only the second letter says what is there.
  const present = listing.split('\n').filter((line) => /^[a-z]i[a-z]?\s/i.test(line));
  const installed = new Set(present.map((line) => line.split(/\s+/)[1]?.replace(/:.*$/, '')));
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

async function listInstalled() {
  const { output } = await runCommand('dpkg-query', ['--list'], {
    output: 'capture',
    environment: { COLUMNS: '500', LC_ALL: 'C.UTF-8' },
  });
  return output;
}

/**
 * The first name that this release's package lists know.
 * @param {string[]} names
 */
async function chooseName(names) {
  for (const name of names) {
    const { code, output } = await runCommand('apt-cache', ['show', '--no-all-versions', name], { output: 'capture' });
    if (code === 0 && output.includes('Package:')) return name;
  }
  return names.at(-1) ?? '';
}

/** @param {readonly string[]} parameters */
const aptGet = (parameters) =>
  runCommand('apt-get', ['-o', 'DPkg::Lock::Timeout=120', '-q', ...parameters], {
    environment: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
    output: 'capture',
  });

/** @param {string[][]} missing */
async function install(missing) {
  const started = Date.now();
  step(`Installing Linux libraries with apt-get: ${missing.map((names) => names.at(-1)).join(' ')}`);
  const stopHeartbeat = heartbeat('still installing libraries');
  const update = await aptGet(['update']);
  const names = await Promise.all(missing.map(chooseName));
  const installed = await aptGet(['install', '-y', '--no-install-recommends', ...names]).finally(stopHeartbeat);
  if (installed.code !== 0) {
    const messages = [update, installed].filter(({ code }) => code !== 0).map(({ output }) => output.trim());
    throw new Stop(
      `apt-get failed. Run the same command again when the cause is gone. Its messages:\n${messages.join('\n')}`,
    );
  }
  note(`libraries installed in ${seconds(Date.now() - started)}`);
}

/**
 * Makes sure that Electron's libraries are installed: by itself as root on Debian and Ubuntu, otherwise by
 * naming the command.
 * @param {{ headless: boolean }} needs
 */
export async function ensureLinuxLibraries({ headless }) {
  if (process.platform !== 'linux' || findProgram('dpkg-query') === undefined) return;
  const wanted = headless ? [...windowLibraries, ...headlessPrograms] : windowLibraries;
  const missing = missingLibraries(wanted, await listInstalled());
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await install(missing);
    return;
  }
  const names = await Promise.all(missing.map(chooseName));
  throw new Stop(
    `Some libraries are missing, and installing them needs root. Run this, then the same command again:\n\n` +
      `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}\n`,
  );
}
