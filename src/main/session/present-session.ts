import type { Profile, SessionState } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import type { SignedInUser } from '#contract/auth.ts';
import type { Permission } from '#contract/operation.ts';
import type { CredentialVault } from '#main/credentials/vault.ts';
import { CallFailure, callError } from '#main/platform-client/call-error.ts';
import type { CallAuthority } from '#main/platform-client/platform-client.ts';
import { type Profiles, rehearsalProfileId } from '#main/profiles/profiles.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import { addressAuthority } from './address-authority.ts';
import type { Connection } from './connection.ts';
import type { LiveSession } from './live-session.ts';
import { notTakenUp } from './notices.ts';
import type { Restoration } from './restore.ts';

export type Phase =
  | { status: 'signed_out'; profile: Profile | null; notice: string | null }
  | { status: 'restoring'; profile: Profile; restoration: Restoration }
  | { status: 'signed_in'; profile: Profile; user: SignedInUser; session: LiveSession };

interface PresentSessionOptions {
  readonly profiles: Profiles;
  readonly vault: CredentialVault;
  readonly connection: Connection;
  readonly onChange: (state: SessionState) => void;
}

const begunMeanwhile = 'Something else was begun meanwhile, so this was dropped.';

/** Who is signed in at this moment: every transition goes through here, and every call is let through by it. */
export class PresentSession {
  readonly #options: PresentSessionOptions;
  #phase: Phase;
  /** Every transition gets a number; what comes back after a later one began is dropped. */
  #epoch = 0;
  /** Of what is told; see `SessionState.revision`. */
  #revision = 0;
  /** Calls that wait for the session of the last time; every change lets them look again. */
  readonly #waiting: (() => void)[] = [];

  constructor(options: PresentSessionOptions, phase: Phase) {
    this.#options = options;
    this.#phase = phase;
  }

  get phase(): Phase {
    return this.#phase;
  }

  state(): SessionState {
    const phase = this.#phase;
    return {
      revision: this.#revision,
      status: phase.status,
      profile: phase.profile,
      user: phase.status === 'signed_in' ? phase.user : null,
      connection: this.#options.connection.state,
      keychain: phase.profile?.rehearsal === true ? 'unused' : this.#options.vault.state,
      notice: phase.status === 'signed_out' ? phase.notice : null,
    };
  }

  announce(): void {
    if (this.#phase.status === 'restoring' && this.#options.connection.state === 'online')
      this.#phase.restoration.wake();
    this.#revision += 1;
    this.#options.onChange(this.state());
    for (const wake of this.#waiting.splice(0)) wake();
  }

  become(phase: Phase): void {
    this.#phase = phase;
    this.announce();
  }

  signedOut(profile: Profile | null, notice: string | null): void {
    const shown = profile?.id === rehearsalProfileId ? this.#options.profiles.last() : profile;
    this.#phase = { status: 'signed_out', profile: shown, notice };
    this.#options.connection.reset();
    this.announce();
  }

  /** Something new begins: what runs already is dropped when it comes back. */
  begin(): number {
    this.#epoch += 1;
    if (this.#phase.status === 'restoring') {
      this.#phase.restoration.giveUp();
      this.signedOut(this.#phase.profile, null);
    }
    return this.#epoch;
  }

  isCurrent(epoch: number): boolean {
    return epoch === this.#epoch;
  }

  stillCurrent(epoch: number): void {
    if (!this.isCurrent(epoch)) throw new CallFailure(callError('cancelled', begunMeanwhile));
  }

  /** Who may call. A call that comes while the session of the last time is being taken up waits for that. */
  async authorityFor(permission: Permission): Promise<Result<CallAuthority, CallError>> {
    const epoch = this.#epoch;
    while (this.#phase.status === 'restoring' && permission !== 'public') {
      if (this.#options.connection.state === 'offline')
        return fail(callError('offline', notTakenUp(this.#phase.profile)));
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    // What one person asked for must not be done in the name of another who signed in meanwhile.
    if (!this.isCurrent(epoch)) return fail(callError('cancelled', begunMeanwhile));
    if (this.#phase.status === 'signed_in') return succeed(this.#phase.session);
    if (permission === 'public' && this.#phase.profile) return succeed(addressAuthority(this.#phase.profile.address));
    const detail = 'Nobody is signed in. What you entered is kept; sign in and try again.';
    return fail(callError('not_connected', detail));
  }
}
