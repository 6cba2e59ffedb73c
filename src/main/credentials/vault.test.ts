import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeychainState } from '#bridge/channels.ts';
import { classifyTrouble, type Keychain, KeychainTrouble, openKeychain } from './keychain.ts';
import { CredentialVault } from './vault.ts';

/** A keychain in memory that can be closed, made slow or made to forget. */
class FakeKeychain implements Keychain {
  readonly entries = new Map<string, string>();
  trouble: KeychainTrouble | null = null;
  forgetful = false;
  gate: Promise<void> | null = null;

  async read(account: string) {
    await this.gate;
    if (this.trouble) throw this.trouble;
    return this.entries.get(account) ?? null;
  }

  async write(account: string, secret: string) {
    await this.gate;
    if (this.trouble) throw this.trouble;
    if (!this.forgetful) this.entries.set(account, secret);
  }

  async remove(account: string) {
    await this.gate;
    if (this.trouble) throw this.trouble;
    this.entries.delete(account);
  }
}

const locked = new KeychainTrouble('locked', 'unlock prompt was dismissed');
const origin = 'https://beta.example.com';
let keychain: FakeKeychain;
let vault: CredentialVault;
let states: KeychainState[];

beforeEach(() => {
  keychain = new FakeKeychain();
  states = [];
  vault = new CredentialVault(keychain, (state) => states.push(state));
});
afterEach(() => vi.useRealTimers());

describe('CredentialVault', () => {
  it('keeps a token and gives it back to the same origin', async () => {
    expect(vault.state).toBe('unused');
    expect(await vault.keep('p1', origin, 'token')).toBe(true);
    expect(await vault.recall('p1', origin)).toEqual({ state: 'ok', refreshToken: 'token' });
    expect(states).toEqual(['ok']);
    expect([...keychain.entries.keys()]).toEqual(['p1']);
  });

  it('gives nothing to another origin, and deletes what was there', async () => {
    await vault.keep('p1', origin, 'token');
    expect(await vault.recall('p1', 'https://evil.example')).toEqual({ state: 'ok', refreshToken: null });
    expect(keychain.entries.size).toBe(0);
  });

  it('survives a secret that somebody else wrote', async () => {
    keychain.entries.set('p1', 'not json');
    expect(await vault.recall('p1', origin)).toEqual({ state: 'ok', refreshToken: null });
  });

  it('says locked, and keeps the newest token as soon as it is unlocked', async () => {
    keychain.trouble = locked;
    expect(await vault.keep('p1', origin, 'one')).toBe(false);
    expect(await vault.keep('p1', origin, 'two')).toBe(false);
    expect(vault.state).toBe('locked');
    keychain.trouble = null;
    expect(await vault.retry()).toBe('ok');
    expect(await vault.recall('p1', origin)).toEqual({ state: 'ok', refreshToken: 'two' });
  });

  it('tells a locked keychain from an empty one', async () => {
    keychain.trouble = locked;
    expect(await vault.recall('p1', origin)).toEqual({ state: 'locked', refreshToken: null });
    keychain.trouble = null;
    expect(await vault.recall('p1', origin)).toEqual({ state: 'ok', refreshToken: null });
  });

  it('goes on in memory while an unlock dialog is open, and writes when it is answered', async () => {
    vi.useFakeTimers();
    let unlock = () => {};
    keychain.gate = new Promise((resolve) => {
      unlock = resolve;
    });
    const kept = vault.keep('p1', origin, 'token');
    await vi.advanceTimersByTimeAsync(3000);
    expect(await kept).toBe(false);
    expect(vault.state).toBe('locked');
    const newer = vault.keep('p1', origin, 'newer');
    await vi.advanceTimersByTimeAsync(3000);
    expect(await newer).toBe(false);
    unlock();
    keychain.gate = null;
    await vi.advanceTimersByTimeAsync(0);
    expect(vault.state).toBe('ok');
    expect(keychain.entries.get('p1')).toContain('newer');
  });

  it('does not trust a keychain that takes a secret and loses it', async () => {
    keychain.forgetful = true;
    expect(await vault.keep('p1', origin, 'token')).toBe(false);
    expect(vault.state).toBe('unavailable');
    expect(keychain.entries.size).toBe(0);
  });

  it('forgets, now or when it can', async () => {
    await vault.keep('p1', origin, 'token');
    keychain.trouble = locked;
    expect(await vault.forget('p1')).toBe(false);
    keychain.trouble = null;
    await vault.retry();
    expect(keychain.entries.size).toBe(0);
  });

  it('keeps profiles apart', async () => {
    await Promise.all([vault.keep('p1', origin, 'one'), vault.keep('p2', 'https://other.example', 'two')]);
    await vault.forget('p1');
    expect(await vault.recall('p2', 'https://other.example')).toMatchObject({ refreshToken: 'two' });
  });

  it('looks again when there is nothing to write', async () => {
    keychain.trouble = locked;
    await vault.recall('p1', origin);
    keychain.trouble = null;
    expect(await vault.retry()).toBe('ok');
  });
});

describe('openKeychain', () => {
  it('loads nothing until it is asked, names the store, and asks for it once', async () => {
    const load = vi.fn(async () => ({ AsyncEntry }));
    const options: unknown[] = [];
    class AsyncEntry {
      constructor(service: string, account: string, entryOptions: unknown) {
        options.push([service, account, entryOptions]);
      }
      getPassword = async () => 'secret';
      setPassword = async () => undefined;
      deletePassword = async () => true;
    }
    const opened = openKeychain('Gatehouse test', load);
    expect(load).not.toHaveBeenCalled();
    expect(await opened.read('p1')).toBe('secret');
    await opened.write('p1', 'x');
    expect(load).toHaveBeenCalledTimes(1);
    expect(options[0]).toEqual(['Gatehouse test', 'p1', { linux: { store: 'secret-service' } }]);
  });

  it('reports a module that can not be loaded as unavailable', async () => {
    const opened = openKeychain('x', async () => {
      throw new Error('Cannot find native binding');
    });
    await expect(opened.read('p1')).rejects.toMatchObject({ state: 'unavailable' });
  });
});

describe('classifyTrouble', () => {
  it.each([
    ["Couldn't access platform storage: Secret Service: unlock prompt was dismissed", 'locked'],
    ["Couldn't access platform storage: Secret Service: no result found", 'locked'],
    ["Couldn't access platform storage: Secret Service: object locked", 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['Platform failure: DBus error: Could not parse server address: Unknown address type', 'absent'],
    ['Platform failure: DBus error: The name org.freedesktop.secrets was not provided by any .service files', 'absent'],
    ['Something that nobody has seen before', 'unavailable'],
  ])('reads “%s” as %s', (message, state) => {
    expect(classifyTrouble(message)).toBe(state);
  });
});
