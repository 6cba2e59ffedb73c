import { describe, expect, it } from 'vitest';
import { KeychainTrouble, type KeyringModule, openKeychain } from './keychain.ts';

/** A keyring that counts its connections and fails where it is told to. */
function fakeKeyring() {
  const state = { made: [] as string[], failing: false };
  const kept = new Map<string, string>();
  const attempt = async <Value>(action: () => Value) => {
    if (state.failing) throw new Error('D-Bus: the name has no owner');
    return action();
  };
  class AsyncEntry {
    readonly #account: string;
    constructor(_service: string, account: string) {
      this.#account = account;
      state.made.push(account);
    }
    getPassword = () => attempt(() => kept.get(this.#account) ?? null);
    setPassword = (secret: string) => attempt(() => void kept.set(this.#account, secret));
    deletePassword = () => attempt(() => kept.delete(this.#account));
  }
  const module: KeyringModule = { AsyncEntry };
  return { state, keychain: openKeychain('Gatehouse', async () => module) };
}

describe('the keychain', () => {
  it('connects once for an account, however often it is used', async () => {
    const { state, keychain } = fakeKeyring();
    await keychain.write('ada', 'one');
    expect(await keychain.read('ada')).toBe('one');
    await keychain.remove('ada');
    expect(await keychain.read('ada')).toBeNull();
    await keychain.read('grace');
    expect(state.made).toEqual(['ada', 'grace']);
  });

  it('connects anew after trouble, so that a keychain that came back is found', async () => {
    const { state, keychain } = fakeKeyring();
    await keychain.write('ada', 'one');
    state.failing = true;
    await expect(keychain.read('ada')).rejects.toThrow(KeychainTrouble);
    state.failing = false;
    expect(await keychain.read('ada')).toBe('one');
    expect(state.made).toEqual(['ada', 'ada']);
  });
});
