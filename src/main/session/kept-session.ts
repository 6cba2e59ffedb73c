import type { Profile } from '#bridge/channels.ts';
import type { CredentialVault } from '#main/credentials/vault.ts';
import { type Profiles, rehearsalProfileId } from '#main/profiles/profiles.ts';

interface KeptSessionOptions {
  readonly profiles: Profiles;
  readonly vault: CredentialVault;
  readonly onTrouble: (error: unknown) => void;
}

/** What outlives the console: the refresh token in the keychain, and the note in the settings that it is there. */
export class KeptSession {
  readonly #options: KeptSessionOptions;
  /** How often each profile's session was kept or forgotten: a keychain may answer after the next was asked for. */
  readonly #wishes = new Map<string, number>();

  constructor(options: KeptSessionOptions) {
    this.#options = options;
  }

  async keep(profile: Profile, refreshToken: string): Promise<void> {
    if (profile.rehearsal) return;
    const wish = this.#wish(profile.id);
    const kept = await this.#options.vault.keep(profile.id, profile.address, refreshToken);
    if (this.#wishes.get(profile.id) !== wish) return;
    this.note(() => this.#options.profiles.setRestorable(profile.id, kept));
  }

  async forget(profileId: string): Promise<void> {
    if (profileId === rehearsalProfileId) return;
    this.#wish(profileId);
    // First the note that nobody will read it, then the secret: a locked keychain keeps the latter for now.
    const stored = this.#options.profiles.isRestorable(profileId);
    this.note(() => this.#options.profiles.setRestorable(profileId, false));
    if (stored || this.#options.vault.state !== 'unused') await this.#options.vault.forget(profileId);
  }

  /** Writes to the settings. A disk that refuses must not keep anybody from signing in or out. */
  note(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#options.onTrouble(error);
    }
  }

  #wish(profileId: string): number {
    const wish = (this.#wishes.get(profileId) ?? 0) + 1;
    this.#wishes.set(profileId, wish);
    return wish;
  }
}
