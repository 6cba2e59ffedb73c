import type { ChannelInput, Profile, SessionState } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import type { SignedInUser, TokenAnswer } from '#contract/auth.ts';
import { type StaffRole, staffRoleSchema } from '#contract/common.ts';
import type { Permission } from '#contract/operation.ts';
import type { CredentialVault } from '#main/credentials/vault.ts';
import { CallFailure, callError } from '#main/platform-client/call-error.ts';
import type { Exchange } from '#main/platform-client/exchange.ts';
import type { CallAuthority } from '#main/platform-client/platform-client.ts';
import { type Profiles, rehearsalProfile, rehearsalProfileId } from '#main/profiles/profiles.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import { addressAuthority } from './address-authority.ts';
import type { Connection } from './connection.ts';
import { exchangeRefreshToken, LiveSession, sendForTokens } from './live-session.ts';
import { endedNotice, keychainClosedNotice, movedNotice, notRevokedNotice, notTakenUp } from './notices.ts';
import { Restoration } from './restore.ts';
import { within } from './within.ts';

/** The embedded platform, as the session sees it. */
export interface Rehearsal {
  /** Starts it if needed. */
  start(): Promise<{ url: string; accounts: readonly RehearsalAccount[] }>;
  /** Its present address; waits while it starts again. */
  origin(): Promise<Result<string, CallError>>;
  stop(): Promise<void>;
}

export interface RehearsalAccount {
  readonly role: StaffRole;
  readonly email: string;
  readonly password: string;
}

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

type OriginSource = () => Promise<Result<string, CallError>>;

type Phase =
  | { status: 'signed_out'; profile: Profile | null; notice: string | null }
  | { status: 'restoring'; profile: Profile; restoration: Restoration }
  | { status: 'signed_in'; profile: Profile; user: SignedInUser; session: LiveSession };

/** How long sign-in waits for the keychain, and sign-out for the platform, before they go on without. */
const keychainPatienceMilliseconds = 500;
const revokePatienceMilliseconds = 5000;

/** Who is signed in where: the one place that starts, takes up, changes and ends sessions. */
export class SessionKeeper {
  readonly #options: SessionKeeperOptions;
  #phase: Phase;
  /** Every transition gets a number; what comes back after a later one began is dropped. */
  #epoch = 0;
  /** Calls that wait for the session of the last time; every change lets them look again. */
  readonly #waiting: (() => void)[] = [];

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
    const profile = options.profiles.last();
    const restorable = profile !== null && options.profiles.isRestorable(profile.id);
    this.#phase = restorable ? this.#restoring(profile) : { status: 'signed_out', profile, notice: null };
  }

  state(): SessionState {
    const phase = this.#phase;
    return {
      status: phase.status,
      profile: phase.profile,
      user: phase.status === 'signed_in' ? phase.user : null,
      connection: this.#options.connection.state,
      keychain: phase.profile?.rehearsal === true ? 'unused' : this.#options.vault.state,
      notice: phase.status === 'signed_out' ? phase.notice : null,
    };
  }

  /** Tells the page how things stand; also called when connection or keychain change. */
  announce(): void {
    if (this.#phase.status === 'restoring' && this.#options.connection.state === 'online')
      this.#phase.restoration.wake();
    this.#options.onChange(this.state());
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Takes note of whether a platform could be reached. Without a session there is nothing to reconnect to. */
  observe(outcome: 'online' | 'offline'): void {
    if (this.#phase.status !== 'signed_out') this.#options.connection.report(outcome);
  }

  /** The origin to ask for a sign of life. */
  async origin(): Promise<string | null> {
    if (this.#phase.profile?.rehearsal !== true) return this.#phase.profile?.address ?? null;
    const origin = await this.#options.rehearsal.origin();
    return origin.ok ? origin.value : null;
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
    if (epoch !== this.#epoch) return fail(callError('cancelled', begunMeanwhile));
    if (this.#phase.status === 'signed_in') return succeed(this.#phase.session);
    if (permission === 'public' && this.#phase.profile) return succeed(addressAuthority(this.#phase.profile.address));
    const detail = 'Nobody is signed in. What you entered is kept; sign in and try again.';
    return fail(callError('not_connected', detail));
  }

  async signIn(input: ChannelInput<'session.sign_in'>): Promise<SessionState> {
    const profile = this.#options.profiles.find(input.profile_id);
    if (!profile)
      throw new CallFailure(callError('not_found', 'This profile does not exist any more. Choose another.'));
    const credentials = { email: input.email, password: input.password, ...(input.totp ? { totp: input.totp } : {}) };
    const opened = await this.#signIn(profile, credentials, fixed(profile));
    this.#attempt(() => this.#options.profiles.markUsed(profile.id, opened.user.email));
    await within(this.#keep(profile, opened.refreshToken), keychainPatienceMilliseconds);
    this.announce();
    return this.state();
  }

  async explore(role: StaffRole): Promise<SessionState> {
    const epoch = this.#begin();
    const { url, accounts } = await this.#options.rehearsal.start();
    this.#stillCurrent(epoch);
    const account = accounts.find((candidate) => candidate.role === role);
    if (!account) throw new CallFailure(callError('not_found', `The rehearsal has no ${role} account.`));
    const { email, password } = account;
    await this.#signIn(rehearsalProfile(url, email), { email, password }, () => this.#options.rehearsal.origin());
    return this.state();
  }

  /** Takes up the session of the last time. Runs in the background; nothing waits for it. */
  async restore(): Promise<void> {
    if (this.#phase.status !== 'restoring') return;
    const { profile, restoration } = this.#phase;
    const outcome = await restoration.run();
    const current = this.#phase.status === 'restoring' && this.#phase.restoration === restoration;
    if (outcome.kind === 'tokens') {
      if (!current) return void this.#retire(this.#createSession(profile, outcome.tokens, fixed(profile)));
      this.#signedIn(profile, outcome.tokens, fixed(profile));
      await this.#keep(profile, outcome.tokens.refresh_token);
    } else if (!current || outcome.kind === 'given_up') return;
    else if (outcome.kind === 'ended') {
      void this.#forget(profile.id);
      this.#signedOut(profile, endedNotice(outcome.error));
    } else if (outcome.kind === 'keychain_closed') this.#signedOut(profile, keychainClosedNotice);
    else {
      this.#attempt(() => this.#options.profiles.setRestorable(profile.id, false));
      this.#signedOut(profile, null);
    }
  }

  async signOut(): Promise<SessionState> {
    const phase = this.#phase;
    this.#begin();
    if (phase.status === 'signed_out') {
      this.#signedOut(phase.profile, null);
      return this.state();
    }
    this.#signedOut(phase.profile.rehearsal ? this.#options.profiles.last() : phase.profile, null);
    const session = phase.status === 'signed_in' ? phase.session : await this.#sessionToRevoke(phase);
    const [revoked] = await Promise.all([
      session ? within(this.#retire(session), revokePatienceMilliseconds) : true,
      phase.profile.rehearsal ? this.#options.rehearsal.stop() : this.#forget(phase.profile.id),
    ]);
    if (revoked !== true && !phase.profile.rehearsal && this.#phase.status === 'signed_out') {
      this.#signedOut(this.#phase.profile, notRevokedNotice);
    }
    return this.state();
  }

  /** After the person has unlocked the keychain: keeps the present session, or takes up the last one. */
  async retryKeychain(): Promise<SessionState> {
    const phase = this.#phase;
    if (phase.status === 'signed_in' && !phase.profile.rehearsal)
      await this.#keep(phase.profile, phase.session.refreshToken);
    else if (phase.status === 'signed_out' && phase.profile && this.#options.profiles.isRestorable(phase.profile.id)) {
      this.#become(this.#restoring(phase.profile));
      await this.restore();
    }
    await this.#options.vault.retry();
    return this.state();
  }

  /** The profile was changed. Credentials never follow to another address. */
  async profileSaved(saved: Profile, before: Profile | null): Promise<void> {
    const moved = before !== null && before.address !== saved.address;
    const current = this.#phase.profile?.id === saved.id;
    if (current && moved && this.#phase.status !== 'signed_out') {
      await this.signOut();
      this.#signedOut(saved, movedNotice);
    } else if (moved) await this.#forget(saved.id);
    if (current && !moved) this.#become({ ...this.#phase, profile: saved });
    else if (this.#phase.status === 'signed_out') this.#become({ ...this.#phase, profile: saved });
  }

  async profileRemoved(id: string): Promise<void> {
    if (this.#phase.profile?.id === id) {
      await this.signOut();
      this.#signedOut(null, null);
    }
    await this.#forget(id);
  }

  /** The embedded platform started again and listens elsewhere. */
  rehearsalMoved(url: string): void {
    if (this.#phase.status !== 'signed_in' || !this.#phase.profile.rehearsal) return;
    this.#become({ ...this.#phase, profile: { ...this.#phase.profile, address: url } });
  }

  /** The embedded platform died; it is being started again. */
  rehearsalDown(): void {
    if (this.#phase.profile?.rehearsal === true) this.observe('offline');
  }

  /** Waits for a rotation that is under way, so that its token is kept. */
  async settle(): Promise<void> {
    if (this.#phase.status === 'signed_in') await this.#phase.session.settle();
  }

  async #signIn(
    profile: Profile,
    credentials: Record<string, string>,
    origin: OriginSource,
  ): Promise<{ user: SignedInUser; refreshToken: string }> {
    const epoch = this.#begin();
    const body = { ...credentials, device: this.#options.device };
    const tokens = await sendForTokens(this.#options.exchange, profile.address, 'auth.signin', body);
    if (!tokens.ok) throw new CallFailure(tokens.error);
    if (epoch !== this.#epoch || !staffRoleSchema.safeParse(tokens.value.user.role).success) {
      void this.#retire(this.#createSession(profile, tokens.value, origin));
      this.#stillCurrent(epoch);
      const detail = 'This account belongs to a member of the beta. The console is for support, ops and admins.';
      throw new CallFailure(callError('forbidden', detail));
    }
    const previous = this.#phase;
    this.#signedIn(profile, tokens.value, origin);
    if (previous.status === 'signed_in') this.#replaced(previous.session, previous.profile, profile);
    return { user: tokens.value.user, refreshToken: tokens.value.refresh_token };
  }

  /** Ends the session that a new one took the place of. */
  #replaced(session: LiveSession, from: Profile, to: Profile): void {
    void this.#retire(session);
    if (from.rehearsal && !to.rehearsal) void this.#options.rehearsal.stop();
    if (!from.rehearsal && from.id !== to.id) void this.#forget(from.id);
  }

  #createSession(profile: Profile, tokens: TokenAnswer, origin: OriginSource): LiveSession {
    const session: LiveSession = new LiveSession({
      exchange: this.#options.exchange,
      origin,
      tokens,
      keep: async (refreshToken) => {
        // A session that was replaced or ended has no business in the keychain any more.
        if (this.#phase.status === 'signed_in' && this.#phase.session === session)
          await this.#keep(profile, refreshToken);
      },
      onEnded: (error) => {
        if (this.#phase.status !== 'signed_in' || this.#phase.session !== session) return;
        this.#begin();
        void this.#forget(profile.id);
        this.#signedOut(this.#phase.profile, endedNotice(error));
      },
      onUser: (user) => {
        if (this.#phase.status === 'signed_in' && this.#phase.session === session)
          this.#become({ ...this.#phase, user });
      },
    });
    return session;
  }

  #signedIn(profile: Profile, tokens: TokenAnswer, origin: OriginSource): void {
    const session = this.#createSession(profile, tokens, origin);
    this.#options.connection.report('online');
    this.#become({ status: 'signed_in', profile, user: tokens.user, session });
  }

  #signedOut(profile: Profile | null, notice: string | null): void {
    const shown = profile?.id === rehearsalProfileId ? this.#options.profiles.last() : profile;
    this.#phase = { status: 'signed_out', profile: shown, notice };
    this.#options.connection.reset();
    this.announce();
  }

  #restoring(profile: Profile): Phase {
    const restoration = new Restoration(profile, this.#options.vault, this.#options.exchange);
    return { status: 'restoring', profile, restoration };
  }

  #become(phase: Phase): void {
    this.#phase = phase;
    this.announce();
  }

  #begin(): number {
    this.#epoch += 1;
    if (this.#phase.status === 'restoring') {
      this.#phase.restoration.giveUp();
      this.#signedOut(this.#phase.profile, null);
    }
    return this.#epoch;
  }

  #stillCurrent(epoch: number): void {
    if (epoch === this.#epoch) return;
    throw new CallFailure(callError('cancelled', begunMeanwhile));
  }

  /** Closes a session here and ends it on the platform. Answers whether the platform knows. */
  async #retire(session: LiveSession): Promise<boolean> {
    session.close();
    const answer = await session.revoke();
    // A session that the platform ended before is as good as one that it ends now.
    return answer.ok || answer.error.status === 401;
  }

  /** Signing out while the last session is still being taken up: it must end on the platform as well. */
  async #sessionToRevoke(phase: Extract<Phase, { status: 'restoring' }>): Promise<LiveSession | null> {
    const { profile, restoration } = phase;
    if (restoration.refreshToken === null) return null;
    const refresh = exchangeRefreshToken(this.#options.exchange, profile.address, restoration.refreshToken);
    const tokens = await within(refresh, revokePatienceMilliseconds);
    return tokens?.ok ? this.#createSession(profile, tokens.value, fixed(profile)) : null;
  }

  async #keep(profile: Profile, refreshToken: string): Promise<void> {
    if (profile.rehearsal) return;
    const kept = await this.#options.vault.keep(profile.id, profile.address, refreshToken);
    this.#attempt(() => this.#options.profiles.setRestorable(profile.id, kept));
  }

  async #forget(profileId: string): Promise<void> {
    if (profileId === rehearsalProfileId) return;
    // First the note that nobody will read it, then the secret: a locked keychain keeps the latter for now.
    const stored = this.#options.profiles.isRestorable(profileId);
    this.#attempt(() => this.#options.profiles.setRestorable(profileId, false));
    if (stored || this.#options.vault.state !== 'unused') await this.#options.vault.forget(profileId);
  }

  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#options.onTrouble(error);
    }
  }
}

const begunMeanwhile = 'Something else was begun meanwhile, so this was dropped.';

/** The origin of a platform that doesn't move. */
function fixed(profile: Profile): OriginSource {
  return async () => succeed(profile.address);
}
