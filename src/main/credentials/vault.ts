import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { KeychainState } from '#bridge/channels.ts';
import { type Keychain, KeychainTrouble } from './keychain.ts';

const secretSchema = z.object({ origin: z.string(), refresh_token: z.string() });

/** What the keychain said when a session was looked for. */
export interface Recalled {
  readonly state: KeychainState;
  readonly refreshToken: string | null;
}

/** An unlock dialog may be open; the session goes on in memory meanwhile. */
const patienceMilliseconds = 3000;
/** At start there is nothing to go on with, so the person gets some time to unlock. */
const recallPatienceMilliseconds = 20_000;

/**
 * Keeps refresh tokens in the keychain, each bound to the origin it was issued by: a profile that points elsewhere
 * finds nothing. Writes for one profile happen in order and the newest wins, even when a keychain answers late.
 */
export class CredentialVault {
  readonly #keychain: Keychain;
  readonly #onState: (state: KeychainState) => void;
  readonly #wanted = new Map<string, string | null>();
  readonly #writing = new Map<string, Promise<void>>();
  #probed = false;
  #state: KeychainState = 'unused';

  constructor(keychain: Keychain, onState: (state: KeychainState) => void) {
    this.#keychain = keychain;
    this.#onState = onState;
  }

  get state(): KeychainState {
    return this.#state;
  }

  /** Writes a token. Answers whether it is safe; if not, it is tried again by {@link retry} or the next write. */
  async keep(profileId: string, origin: string, refreshToken: string): Promise<boolean> {
    this.#wanted.set(profileId, JSON.stringify({ origin, refresh_token: refreshToken }));
    return await this.#settleWithPatience(profileId);
  }

  /** Reads the token of a profile, if it was issued by this origin. */
  async recall(profileId: string, origin: string): Promise<Recalled> {
    let text: string | null;
    try {
      text = await withPatience(this.#keychain.read(profileId), recallPatienceMilliseconds);
    } catch (error) {
      return { state: this.#trouble(error), refreshToken: null };
    }
    this.#report('ok');
    // Once a start: compiling the schema would take longer than the check.
    const secret = secretSchema.safeParse(parseOrNull(text), { jitless: true });
    if (!secret.success || secret.data.origin !== origin) {
      if (text !== null) await this.forget(profileId);
      return { state: 'ok', refreshToken: null };
    }
    return { state: 'ok', refreshToken: secret.data.refresh_token };
  }

  /** Deletes the token of a profile. Answers whether it is gone. */
  async forget(profileId: string): Promise<boolean> {
    this.#wanted.set(profileId, null);
    return await this.#settleWithPatience(profileId);
  }

  /** Tries everything again that a locked or absent keychain refused. */
  async retry(): Promise<KeychainState> {
    if (this.#wanted.size === 0) {
      try {
        await this.#probe();
        this.#report('ok');
      } catch (error) {
        this.#trouble(error);
      }
    }
    for (const profileId of [...this.#wanted.keys()]) await this.#settleWithPatience(profileId);
    return this.#state;
  }

  async #settleWithPatience(profileId: string): Promise<boolean> {
    try {
      await withPatience(this.#settle(profileId), patienceMilliseconds);
    } catch (error) {
      this.#trouble(error);
    }
    return !this.#wanted.has(profileId);
  }

  /** One writer a profile: it goes on until what is wanted is what was written. */
  #settle(profileId: string): Promise<void> {
    const running = this.#writing.get(profileId);
    if (running) return running;
    const writer = this.#write(profileId).finally(() => this.#writing.delete(profileId));
    this.#writing.set(profileId, writer);
    return writer;
  }

  async #write(profileId: string): Promise<void> {
    try {
      for (;;) {
        const wanted = this.#wanted.get(profileId);
        if (wanted === undefined) break;
        if (wanted === null) await this.#keychain.remove(profileId);
        else {
          await this.#probe();
          await this.#keychain.write(profileId, wanted);
        }
        if (this.#wanted.get(profileId) === wanted) this.#wanted.delete(profileId);
      }
      this.#report('ok');
    } catch (error) {
      this.#trouble(error);
    }
  }

  /** Writes and reads back something worthless first: some keychains take a secret and don't keep it. */
  async #probe(): Promise<void> {
    if (this.#probed) return;
    const account = `probe-${randomUUID()}`;
    await this.#keychain.write(account, account);
    const found = await this.#keychain.read(account);
    await this.#keychain.remove(account);
    if (found !== account)
      throw new KeychainTrouble('unavailable', 'The keychain did not give back what it was given.');
    this.#probed = true;
  }

  #trouble(error: unknown): KeychainState {
    const state = error instanceof KeychainTrouble ? error.state : 'unavailable';
    this.#report(state);
    return state;
  }

  #report(state: KeychainState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#onState(state);
  }
}

async function withPatience<Value>(work: Promise<Value>, milliseconds: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new KeychainTrouble('locked', 'The keychain did not answer; it may be waiting to be unlocked.')),
      milliseconds,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function parseOrNull(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
