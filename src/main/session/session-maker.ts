import type { Profile } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';
import type { SignedInUser, TokenAnswer } from '#contract/auth.ts';
import { staffRoleSchema } from '#contract/common.ts';
import { CallFailure, callError } from '#main/platform-client/call-error.ts';
import type { Exchange } from '#main/platform-client/exchange.ts';
import { type Result, succeed } from '#shared/result.ts';
import type { Connection } from './connection.ts';
import type { KeptSession } from './kept-session.ts';
import { exchangeRefreshToken, LiveSession, sendForTokens } from './live-session.ts';
import { endedNotice } from './notices.ts';
import type { PresentSession } from './present-session.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Restoration } from './restore.ts';
import { within } from './within.ts';

export type OriginSource = () => Promise<Result<string, CallError>>;

/** How long signing out waits for the platform before it goes on without. */
export const revokePatienceMilliseconds = 5000;

interface SessionMakerOptions {
  readonly exchange: Exchange;
  readonly connection: Connection;
  readonly rehearsal: Rehearsal;
  /** Shown in the user's list of sessions. */
  readonly device: string;
  readonly present: PresentSession;
  readonly kept: KeptSession;
}

/** Makes sessions of tokens, and ends them here and on the platform. */
export class SessionMaker {
  readonly #options: SessionMakerOptions;

  constructor(options: SessionMakerOptions) {
    this.#options = options;
  }

  /** Signs in with what the person entered; only staff get in. A session that was there before gives way. */
  async signIn(
    profile: Profile,
    credentials: Record<string, string>,
    origin: OriginSource,
  ): Promise<{ user: SignedInUser; refreshToken: string }> {
    const epoch = this.#options.present.begin();
    const body = { ...credentials, device: this.#options.device };
    const tokens = await sendForTokens(this.#options.exchange, profile.address, 'auth.signin', body);
    if (!tokens.ok) throw new CallFailure(tokens.error);
    if (!this.#options.present.isCurrent(epoch) || !staffRoleSchema.safeParse(tokens.value.user.role).success) {
      void this.retire(this.make(profile, tokens.value, origin));
      this.#options.present.stillCurrent(epoch);
      const detail = 'This account belongs to a member of the beta. The console is for support, ops and admins.';
      throw new CallFailure(callError('forbidden', detail));
    }
    const previous = this.#options.present.phase;
    this.install(profile, tokens.value, origin);
    if (previous.status === 'signed_in') this.#replaced(previous.session, previous.profile, profile);
    return { user: tokens.value.user, refreshToken: tokens.value.refresh_token };
  }

  /** Ends the session that a new one took the place of. */
  #replaced(session: LiveSession, from: Profile, to: Profile): void {
    void this.retire(session);
    if (from.rehearsal && !to.rehearsal) void this.#options.rehearsal.stop();
    if (!from.rehearsal && from.id !== to.id) void this.#options.kept.forget(from.id);
  }

  /** From now on these tokens are the session. */
  install(profile: Profile, tokens: TokenAnswer, origin: OriginSource): void {
    const session = this.make(profile, tokens, origin);
    this.#options.connection.report('online');
    this.#options.present.become({ status: 'signed_in', profile, user: tokens.user, session });
  }

  make(profile: Profile, tokens: TokenAnswer, origin: OriginSource): LiveSession {
    const { exchange, present, kept } = this.#options;
    /** The phase, if this session is the one that counts. */
    const own = () => {
      const { phase } = present;
      return phase.status === 'signed_in' && phase.session === session ? phase : null;
    };
    const session: LiveSession = new LiveSession({
      exchange,
      origin,
      tokens,
      keep: async (refreshToken) => {
        // A session that was replaced or ended has no business in the keychain any more.
        if (own()) await kept.keep(profile, refreshToken);
      },
      onEnded: (error) => {
        const phase = own();
        if (!phase) return;
        present.begin();
        void kept.forget(profile.id);
        present.signedOut(phase.profile, endedNotice(error));
      },
      onUser: (user) => {
        const phase = own();
        if (phase) present.become({ ...phase, user });
      },
    });
    return session;
  }

  /** Closes a session here and ends it on the platform. Answers whether the platform knows. */
  async retire(session: LiveSession): Promise<boolean> {
    session.close();
    const answer = await session.revoke();
    // A session that the platform ended before is as good as one that it ends now.
    return answer.ok || answer.error.status === 401;
  }

  /** Signing out while the last session is still being taken up: it must end on the platform as well. */
  async toRevoke(profile: Profile, { refreshToken }: Restoration): Promise<LiveSession | null> {
    if (refreshToken === null) return null;
    const refresh = exchangeRefreshToken(this.#options.exchange, profile.address, refreshToken);
    const tokens = await within(refresh, revokePatienceMilliseconds);
    return tokens?.ok ? this.make(profile, tokens.value, fixedOrigin(profile)) : null;
  }
}

/** The origin of a platform that doesn't move. */
export function fixedOrigin(profile: Profile): OriginSource {
  return async () => succeed(profile.address);
}
