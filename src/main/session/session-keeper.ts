import type { ChannelInput, Profile, SessionState } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import type { StaffRole } from '#contract/common.ts';
import type { Permission } from '#contract/operation.ts';
import type { CredentialVault } from '#main/credentials/vault.ts';
import { CallFailure, callError } from '#main/platform-client/call-error.ts';
import type { Exchange } from '#main/platform-client/exchange.ts';
import type { CallAuthority } from '#main/platform-client/platform-client.ts';
import { type Profiles, rehearsalProfile } from '#main/profiles/profiles.ts';
import type { Result } from '#shared/result.ts';
import type { Connection } from './connection.ts';
import { KeptSession } from './kept-session.ts';
import { endedNotice, keychainClosedNotice, movedNotice, notRevokedNotice } from './notices.ts';
import { type Phase, PresentSession } from './present-session.ts';
import type { Rehearsal } from './rehearsal.ts';
import { Restoration } from './restore.ts';
import { fixedOrigin, revokePatienceMilliseconds, SessionMaker } from './session-maker.ts';
import { within } from './within.ts';

export interface SessionKeeperOptions {
  readonly exchange: Exchange;
  readonly profiles: Profiles;
  readonly vault: CredentialVault;
  readonly connection: Connection;
  readonly rehearsal: Rehearsal;
  /** Shown in the user's list of sessions. */
  readonly device: string;
  readonly onChange: (state: SessionState) => void;
  /** Something that isn't fatal went wrong behind the scenes. */
  readonly onTrouble: (error: unknown) => void;
}

/** How long sign-in waits for the keychain before it goes on without. */
const keychainPatienceMilliseconds = 500;

/** The one place that starts, takes up, changes and ends sessions. */
export class SessionKeeper {
  readonly #options: SessionKeeperOptions;
  readonly #present: PresentSession;
  readonly #kept: KeptSession;
  readonly #maker: SessionMaker;

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
    const profile = options.profiles.last();
    const restorable = profile !== null && options.profiles.isRestorable(profile.id);
    this.#kept = new KeptSession(options);
    this.#present = new PresentSession(
      options,
      restorable ? this.#restoring(profile) : { status: 'signed_out', profile, notice: null },
    );
    this.#maker = new SessionMaker({ ...options, present: this.#present, kept: this.#kept });
  }

  state(): SessionState {
    return this.#present.state();
  }

  /** Tells the page how things stand; also called when connection or keychain change. */
  announce(): void {
    this.#present.announce();
  }

  /** Who may call. A call that comes while the session of the last time is being taken up waits for that. */
  authorityFor(permission: Permission): Promise<Result<CallAuthority, CallError>> {
    return this.#present.authorityFor(permission);
  }

  /** Takes note of whether a platform could be reached. Without a session there is nothing to reconnect to. */
  observe(outcome: 'online' | 'offline'): void {
    if (this.#present.phase.status !== 'signed_out') this.#options.connection.report(outcome);
  }

  /** The origin to ask for a sign of life. */
  async origin(): Promise<string | null> {
    const { profile } = this.#present.phase;
    if (profile?.rehearsal !== true) return profile?.address ?? null;
    const origin = await this.#options.rehearsal.origin();
    return origin.ok ? origin.value : null;
  }

  async signIn(input: ChannelInput<'session.sign_in'>): Promise<SessionState> {
    const profile = this.#options.profiles.find(input.profile_id);
    if (!profile)
      throw new CallFailure(callError('not_found', 'This profile does not exist any more. Choose another.'));
    const credentials = { email: input.email, password: input.password, ...(input.totp ? { totp: input.totp } : {}) };
    const opened = await this.#maker.signIn(profile, credentials, fixedOrigin(profile));
    this.#kept.note(() => this.#options.profiles.markUsed(profile.id, opened.user.email));
    await within(this.#kept.keep(profile, opened.refreshToken), keychainPatienceMilliseconds);
    this.#present.announce();
    return this.#present.state();
  }

  async explore(role: StaffRole): Promise<SessionState> {
    const epoch = this.#present.begin();
    const { url, accounts } = await this.#options.rehearsal.start();
    this.#present.stillCurrent(epoch);
    const account = accounts.find((candidate) => candidate.role === role);
    if (!account) throw new CallFailure(callError('not_found', `The rehearsal has no ${role} account.`));
    const { email, password } = account;
    await this.#maker.signIn(rehearsalProfile(url, email), { email, password }, () => this.#options.rehearsal.origin());
    return this.#present.state();
  }

  /** Takes up the session of the last time. Runs in the background; nothing waits for it. */
  async restore(): Promise<void> {
    if (this.#present.phase.status !== 'restoring') return;
    const { profile, restoration } = this.#present.phase;
    const outcome = await restoration.run();
    const current = this.#present.phase.status === 'restoring' && this.#present.phase.restoration === restoration;
    if (outcome.kind === 'tokens') {
      if (!current) return void this.#maker.retire(this.#maker.make(profile, outcome.tokens, fixedOrigin(profile)));
      this.#maker.install(profile, outcome.tokens, fixedOrigin(profile));
      await this.#kept.keep(profile, outcome.tokens.refresh_token);
    } else if (!current || outcome.kind === 'given_up') return;
    else if (outcome.kind === 'ended') {
      void this.#kept.forget(profile.id);
      this.#present.signedOut(profile, endedNotice(outcome.error));
    } else if (outcome.kind === 'keychain_closed') this.#present.signedOut(profile, keychainClosedNotice);
    else {
      this.#kept.note(() => this.#options.profiles.setRestorable(profile.id, false));
      this.#present.signedOut(profile, null);
    }
  }

  async signOut(): Promise<SessionState> {
    const { phase } = this.#present;
    this.#present.begin();
    if (phase.status === 'signed_out') {
      this.#present.signedOut(phase.profile, null);
      return this.#present.state();
    }
    this.#present.signedOut(phase.profile.rehearsal ? this.#options.profiles.last() : phase.profile, null);
    const session =
      phase.status === 'signed_in' ? phase.session : await this.#maker.toRevoke(phase.profile, phase.restoration);
    const [revoked] = await Promise.all([
      session ? within(this.#maker.retire(session), revokePatienceMilliseconds) : true,
      phase.profile.rehearsal ? this.#options.rehearsal.stop() : this.#kept.forget(phase.profile.id),
    ]);
    if (revoked !== true && !phase.profile.rehearsal && this.#present.phase.status === 'signed_out') {
      this.#present.signedOut(this.#present.phase.profile, notRevokedNotice);
    }
    return this.#present.state();
  }

  /** After the person has unlocked the keychain: keeps the present session, or takes up the last one. */
  async retryKeychain(): Promise<SessionState> {
    const { phase } = this.#present;
    if (phase.status === 'signed_in' && !phase.profile.rehearsal)
      await this.#kept.keep(phase.profile, phase.session.refreshToken);
    else if (phase.status === 'signed_out' && phase.profile && this.#options.profiles.isRestorable(phase.profile.id)) {
      this.#present.become(this.#restoring(phase.profile));
      await this.restore();
    }
    await this.#options.vault.retry();
    return this.#present.state();
  }

  /** The profile was changed. Credentials never follow to another address. */
  async profileSaved(saved: Profile, before: Profile | null): Promise<void> {
    const moved = before !== null && before.address !== saved.address;
    const current = this.#present.phase.profile?.id === saved.id;
    if (current && moved && this.#present.phase.status !== 'signed_out') {
      await this.signOut();
      this.#present.signedOut(saved, movedNotice);
    } else if (moved) await this.#kept.forget(saved.id);
    if (current && !moved) this.#present.become({ ...this.#present.phase, profile: saved });
    else if (this.#present.phase.status === 'signed_out')
      this.#present.become({ ...this.#present.phase, profile: saved });
  }

  async profileRemoved(id: string): Promise<void> {
    if (this.#present.phase.profile?.id === id) {
      await this.signOut();
      this.#present.signedOut(null, null);
    }
    await this.#kept.forget(id);
  }

  /** The embedded platform started again and listens elsewhere. */
  rehearsalMoved(url: string): void {
    const { phase } = this.#present;
    if (phase.status !== 'signed_in' || !phase.profile.rehearsal) return;
    this.#present.become({ ...phase, profile: { ...phase.profile, address: url } });
  }

  /** The embedded platform died; it is being started again. */
  rehearsalDown(): void {
    if (this.#present.phase.profile?.rehearsal === true) this.observe('offline');
  }

  /** Waits for a rotation that is under way, so that its token is kept. */
  async settle(): Promise<void> {
    const { phase } = this.#present;
    if (phase.status === 'signed_in') await phase.session.settle();
  }

  #restoring(profile: Profile): Phase {
    const restoration = new Restoration(profile, this.#options.vault, this.#options.exchange);
    return { status: 'restoring', profile, restoration };
  }
}
