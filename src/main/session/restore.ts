import type { Profile } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import type { TokenAnswer } from '#contract/auth.ts';
import type { CredentialVault } from '#main/credentials/vault.ts';
import type { Exchange } from '#main/platform-client/exchange.ts';
import { exchangeRefreshToken } from './live-session.ts';

export type RestoreOutcome =
  | { kind: 'tokens'; tokens: TokenAnswer }
  | { kind: 'nothing_kept' }
  | { kind: 'keychain_closed' }
  | { kind: 'ended'; error: CallError }
  | { kind: 'given_up' };

/** A platform that is away, busy or starting is asked again after so long, or as soon as it is back. */
const pauseMilliseconds = 5000;

/** Takes up the session of the last time: from the keychain, then from the platform, for as long as that needs. */
export class Restoration {
  readonly #profile: Profile;
  readonly #vault: CredentialVault;
  readonly #exchange: Exchange;
  #givenUp = false;
  #wake: (() => void) | null = null;
  /** Known once the keychain has answered; whoever gives up still has to end that session. */
  refreshToken: string | null = null;

  constructor(profile: Profile, vault: CredentialVault, exchange: Exchange) {
    this.#profile = profile;
    this.#vault = vault;
    this.#exchange = exchange;
  }

  async run(): Promise<RestoreOutcome> {
    const recalled = await this.#vault.recall(this.#profile.id, this.#profile.address);
    if (this.#givenUp) return { kind: 'given_up' };
    if (recalled.refreshToken === null) return { kind: recalled.state === 'ok' ? 'nothing_kept' : 'keychain_closed' };
    this.refreshToken = recalled.refreshToken;
    while (!this.#givenUp) {
      const tokens = await exchangeRefreshToken(this.#exchange, this.#profile.address, this.refreshToken);
      // Also when it was given up meanwhile: the caller must end what was just opened.
      if (tokens.ok) return { kind: 'tokens', tokens: tokens.value };
      if (tokens.error.status === 401) return { kind: 'ended', error: tokens.error };
      await this.#pause();
    }
    return { kind: 'given_up' };
  }

  giveUp(): void {
    this.#givenUp = true;
    this.wake();
  }

  /** The platform is back: ask now. */
  wake(): void {
    this.#wake?.();
  }

  async #pause(): Promise<void> {
    if (this.#givenUp) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMilliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }
}
