import { afterEach, beforeEach, vi } from 'vitest';
import type { Profile, SessionState } from '#bridge/channels.ts';
import { type Keychain, KeychainTrouble } from '#main/credentials/keychain.ts';
import { CredentialVault } from '#main/credentials/vault.ts';
import { createAxiosStreamTransport } from '#main/platform-client/axios-stream-transport.ts';
import { createAxiosTransport } from '#main/platform-client/axios-transport.ts';
import { CallFailure } from '#main/platform-client/call-error.ts';
import { Download } from '#main/platform-client/download.ts';
import { Exchange } from '#main/platform-client/exchange.ts';
import { PlatformClient } from '#main/platform-client/platform-client.ts';
import { Profiles } from '#main/profiles/profiles.ts';
import { SettingsFile } from '#main/profiles/settings.ts';
import { Connection } from '#main/session/connection.ts';
import { SessionKeeper } from '#main/session/session-keeper.ts';
import { succeed } from '#shared/result.ts';
import { answerJson, answerProblem, type FakePlatform, fakeTokens, startFakePlatform } from './fake-platform.ts';
import { patience } from './patience.ts';

type Behaviour = Parameters<typeof startFakePlatform>[0];

class SessionDesk {
  /** What the fake platforms do with each path; a test changes what it needs to. */
  behaviour: Record<string, Behaviour> = {};
  readonly secrets = new Map<string, string>();
  keychainTrouble: KeychainTrouble | null = null;
  /** What the settings file holds. */
  disk: unknown;
  /** The rehearsal was stopped. */
  readonly stopped = vi.fn();
  #platforms: FakePlatform[] = [];

  readonly keychain: Keychain = {
    read: async (account) => {
      this.#requireKeychain();
      return this.secrets.get(account) ?? null;
    },
    write: async (account, secret) => {
      this.#requireKeychain();
      this.secrets.set(account, secret);
    },
    remove: async (account) => {
      this.#requireKeychain();
      this.secrets.delete(account);
    },
  };

  get platform(): FakePlatform {
    return this.#started(0);
  }

  get other(): FakePlatform {
    return this.#started(1);
  }

  lockKeychain(): void {
    this.keychainTrouble = new KeychainTrouble('locked', 'unlock prompt was dismissed');
  }

  async open(): Promise<void> {
    this.secrets.clear();
    this.keychainTrouble = null;
    this.disk = undefined;
    this.stopped.mockReset();
    let rotation = 0;
    this.behaviour = {
      '/api/auth/signin': (_request, response) => answerJson(response, 200, fakeTokens('1')),
      '/api/auth/refresh': (_request, response) => {
        rotation += 1;
        answerJson(response, 200, fakeTokens(`rotated-${rotation}`));
      },
      '/api/auth/signout': (_request, response) => void response.writeHead(204).end(),
      '/health': (_request, response) => answerJson(response, 200, { status: 'ok', version: '1', uptime_seconds: 1 }),
    };
    const serve: Behaviour = (request, response) =>
      (this.behaviour[request.path] ?? (() => answerProblem(response, 404, 'not_found')))(request, response);
    this.#platforms = [await startFakePlatform(serve), await startFakePlatform(serve)];
  }

  async close(): Promise<void> {
    for (const platform of this.#platforms) await platform.stop();
  }

  #started(index: number): FakePlatform {
    const platform = this.#platforms[index];
    if (!platform) throw new Error('Call openSessionDesk() at the top of the test file.');
    return platform;
  }

  #requireKeychain(): void {
    if (this.keychainTrouble) throw this.keychainTrouble;
  }
}

/** Two platforms, a keychain and a settings file that outlive the console, as the things on a desk do. */
export const desk = new SessionDesk();

/** Puts a fresh desk before every test of the file. */
export function openSessionDesk(): void {
  beforeEach(() => desk.open());
  afterEach(() => desk.close());
}

/** Starts the session side of main, as after a start of the console: settings and keychain are what they were. */
export function startConsole() {
  const settings = SettingsFile.open(
    {
      read: () => desk.disk,
      write: (value) => {
        desk.disk = structuredClone(value);
      },
      setAside: () => 'aside',
    },
    () => undefined,
  );
  const profiles = new Profiles(settings);
  const states: SessionState[] = [];
  const exchange: Exchange = new Exchange({
    transport: createAxiosTransport(),
    userAgent: 't',
    onOutcome: (outcome) => keeper.observe(outcome),
  });
  const download = new Download({
    transport: createAxiosStreamTransport(),
    userAgent: 't',
    onOutcome: () => undefined,
  });
  const connection = new Connection({ probe: async () => false, onChange: () => keeper.announce() });
  const vault = new CredentialVault(desk.keychain, () => keeper.announce());
  const keeper: SessionKeeper = new SessionKeeper({
    exchange,
    profiles,
    vault,
    connection,
    rehearsal: {
      start: async () => ({
        url: desk.other.url,
        accounts: [
          { role: 'ops', email: 'ops@rehearsal.example', password: 'pw' },
          { role: 'admin', email: 'admin@rehearsal.example', password: 'pw' },
        ],
      }),
      origin: async () => succeed(desk.other.url),
      stop: async () => desk.stopped(),
    },
    device: 'test desk',
    onChange: (state) => states.push(state),
    onTrouble: (error) => {
      throw error;
    },
  });
  return {
    keeper,
    profiles,
    settings,
    states,
    client: new PlatformClient(exchange, download, (p) => keeper.authorityFor(p)),
  };
}

export function addProfile(profiles: Profiles, address = desk.platform.url): Profile {
  return profiles.save({ id: null, name: 'Beta', colour: 'teal', address, email: 'mei@example.com' }).saved;
}

export const signInTo = ({ id }: Profile) => ({ profile_id: id, email: 'mei@example.com', password: 'right' });

/** Waits for a fact, not for a time. */
export async function until(fact: () => boolean): Promise<void> {
  await vi.waitFor(() => {
    if (!fact()) throw new Error('not yet');
  }, patience);
}

export async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CallFailure)) throw new Error('It was expected to fail.');
  return error.error;
}
