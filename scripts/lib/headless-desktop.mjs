import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runCommand, startCommand } from './commands.mjs';
import { onEnd } from './processes.mjs';
import { Stop } from './progress.mjs';

/**
 * A desktop for a machine without one: a display (Xvfb), a session bus and an unlocked keychain, all of them
 * private to this run. Nothing of the person's own session, keyring included, is touched.
 */

const screen = '1920x1200x24';

/**
 * An X authority file whose one entry fits every display number: the number is known only after Xvfb has
 * chosen it, and Xvfb reads the file before.
 * @param {Buffer} cookie
 */
export function authorityFile(cookie) {
  const wildcardFamily = 0xffff;
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), cookie];
  const family = Buffer.alloc(2);
  family.writeUInt16BE(wildcardFamily);
  const framed = fields.flatMap((field) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(field.length);
    return [length, field];
  });
  return Buffer.concat([family, ...framed]);
}

/** A bus that starts no service by itself: what runs on it is what was started here. */
const busConfiguration = (/** @type {string} */ directory) => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${directory}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/**
 * The first line that a child writes to the given stream.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} stream
 * @param {string} name
 * @returns {Promise<string>}
 */
function firstLine(child, stream, name) {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdio[stream]?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')).trim());
    });
    child.once('error', (error) => reject(new Stop(`${name} could not be started: ${error.message}`)));
    child.once('exit', (code) => reject(new Stop(`${name} ended with code ${code} before it was ready.`)));
  });
}

/** @param {string} directory */
async function startDisplay(directory) {
  const authority = join(directory, 'authority');
  writeFileSync(authority, authorityFile(randomBytes(16)), { mode: 0o600 });
  const parameters = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-auth', authority];
  const server = startCommand('Xvfb', parameters, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return { DISPLAY: `:${await firstLine(server, 3, 'Xvfb')}`, XAUTHORITY: authority };
}

/** @param {string} directory */
async function startBus(directory) {
  const configuration = join(directory, 'bus.conf');
  writeFileSync(configuration, busConfiguration(directory));
  const parameters = [`--config-file=${configuration}`, '--nofork', '--nopidfile', '--print-address=3'];
  const bus = startCommand('dbus-daemon', parameters, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return { DBUS_SESSION_BUS_ADDRESS: await firstLine(bus, 3, 'dbus-daemon') };
}

/** @param {NodeJS.ProcessEnv} environment */
async function keychainAnswers(environment) {
  const parameters = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/'];
  const question = ['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  const { output } = await runCommand('dbus-send', [...parameters, ...question], { environment, output: 'capture' });
  return output.includes('true');
}

/** @param {NodeJS.ProcessEnv} environment */
async function startKeychain(environment) {
  const keychain = startCommand('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    environment,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // The password of a keyring that lives as long as this run, in a directory that only this user can read.
  keychain.stdin?.end(randomBytes(16).toString('hex'));
  for (let tries = 0; tries < 200; tries += 1) {
    if (await keychainAnswers(environment)) return;
    if (keychain.exitCode !== null) break;
    await delay(50);
  }
  throw new Stop('The keychain (gnome-keyring-daemon) did not start.');
}

/**
 * Starts the desktop and gives the environment for programs that should appear on it. It ends with the script.
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function startHeadlessDesktop() {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-desktop-'));
  onEnd(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  mkdirSync(join(directory, 'data'));
  const [display, bus] = await Promise.all([startDisplay(directory), startBus(directory)]);
  const own = { XDG_RUNTIME_DIR: directory, XDG_DATA_HOME: join(directory, 'data'), WAYLAND_DISPLAY: '' };
  await startKeychain({ ...bus, ...own });
  return { ...display, ...bus, ...own };
}
