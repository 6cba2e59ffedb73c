import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AsyncEntry } from '@napi-rs/keyring';

/** Reads and writes the keychain of the test's own desktop, past the console. */
export function keychainEntry(service: string, account: string): AsyncEntry {
  return new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
}

/** An environment in which there is no keychain at all. */
export const withoutKeychain = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };

export interface LockedKeychain {
  environment: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts a bus of its own with a keychain on it that nobody has unlocked and nobody can: it has no dialog. */
export async function startLockedKeychain(): Promise<LockedKeychain> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-locked-'));
  await mkdir(join(directory, 'data'));
  const children: ChildProcess[] = [];
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(bus);
  const address = await firstLine(bus);
  const environment = {
    DBUS_SESSION_BUS_ADDRESS: address,
    XDG_RUNTIME_DIR: directory,
    XDG_DATA_HOME: join(directory, 'data'),
  };
  const daemon = spawn('gnome-keyring-daemon', ['--start', '--foreground', '--components=secrets'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(daemon);
  return {
    environment,
    async stop() {
      for (const child of children.toReversed()) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        if (child.kill()) await ended;
      }
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.slice(0, text.indexOf('\n')).trim();
}
