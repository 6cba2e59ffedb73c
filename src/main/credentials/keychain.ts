import type { KeychainState } from '#bridge/channels.ts';

type Trouble = Exclude<KeychainState, 'ok' | 'unused'>;

/** Why the keychain could not do what was asked. */
export class KeychainTrouble extends Error {
  override readonly name = 'KeychainTrouble';
  readonly state: Trouble;

  constructor(state: Trouble, message: string) {
    super(message);
    this.state = state;
  }
}

/** The keychain of the operating system. Every method throws {@link KeychainTrouble} when it can't do it. */
export interface Keychain {
  read(account: string): Promise<string | null>;
  write(account: string, secret: string): Promise<void>;
  remove(account: string): Promise<void>;
}

interface KeyringEntry {
  getPassword(): Promise<string | null>;
  setPassword(secret: string): Promise<void>;
  deletePassword(): Promise<boolean>;
}

/** The part of `@napi-rs/keyring` that is used; tests stand in for it. */
export interface KeyringModule {
  AsyncEntry: new (service: string, account: string, options: { linux: { store: 'secret-service' } }) => KeyringEntry;
}

/**
 * Opens the keychain under one service name. The native module is loaded at the first use, because nobody needs it
 * before somebody signs in. On Linux the Secret Service is named: the default could fall back to the kernel's
 * keyring, which forgets without a word.
 */
export function openKeychain(service: string, load: () => Promise<KeyringModule>): Keychain {
  let loading: Promise<KeyringModule> | null = null;
  // Making an entry connects to the keychain and holds main up while it does, so that each is made once.
  const entries = new Map<string, KeyringEntry>();
  const entry = async (account: string) => {
    loading ??= load();
    const { AsyncEntry } = await loading;
    const known = entries.get(account) ?? new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
    entries.set(account, known);
    return known;
  };
  const attempt = async <Value>(action: () => Promise<Value>): Promise<Value> => {
    try {
      return await action();
    } catch (error) {
      // Whatever was connected may be gone; the next attempt connects anew.
      entries.clear();
      const message = error instanceof Error ? error.message : String(error);
      throw new KeychainTrouble(classifyTrouble(message), message);
    }
  };
  return {
    read: (account) => attempt(async () => (await entry(account)).getPassword()),
    write: (account, secret) => attempt(async () => (await entry(account)).setPassword(secret)),
    remove: (account) =>
      attempt(async () => {
        await (await entry(account)).deletePassword();
      }),
  };
}

/**
 * The native module reports every trouble with one code, so the message decides. “No result found” is a Secret
 * Service without a default collection, which is what a keychain is that was never unlocked.
 */
export function classifyTrouble(message: string): Trouble {
  if (
    /prompt was dismissed|locked|no result found|interaction is not allowed|authfailed|passphrase|cancell?ed/i.test(
      message,
    )
  ) {
    return 'locked';
  }
  if (
    /d-?bus|serviceunknown|name has no owner|no such (file|service)|not available|no storage|unsupported/i.test(message)
  ) {
    return 'absent';
  }
  return 'unavailable';
}
