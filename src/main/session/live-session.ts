import type { CallError } from '#bridge/errors.ts';
import { type SignedInUser, type TokenAnswer, tokenAnswerSchema } from '#contract/auth.ts';
import type { Exchange, Target } from '#main/platform-client/exchange.ts';
import type { CallAuthority } from '#main/platform-client/platform-client.ts';
import { buildRequest } from '#main/platform-client/request.ts';
import { type Result, succeed } from '#shared/result.ts';

export interface LiveSessionOptions {
  readonly exchange: Exchange;
  /** Fixed for a platform elsewhere; follows the port of the embedded one. */
  readonly origin: () => Promise<Result<string, CallError>>;
  readonly tokens: TokenAnswer;
  /** Keeps a rotated refresh token. Settles before the tokens it came with are used. */
  readonly keep: (refreshToken: string) => Promise<void>;
  /** Told once, when the platform says that the session is over. */
  readonly onEnded: (error: CallError) => void;
  readonly onUser: (user: SignedInUser) => void;
}

/** Refresh so long before the access token ends, to spare a call the refusal. */
const earlyMilliseconds = 20_000;

/** One signed-in session: its tokens live here, in memory, and nowhere else but the keychain. */
export class LiveSession implements CallAuthority {
  readonly #options: LiveSessionOptions;
  readonly #calls = new Set<AbortController>();
  #accessToken: string;
  #refreshToken: string;
  #expiresAt: number;
  #refreshing: Promise<Result<Target, CallError>> | null = null;
  #over = false;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    this.#accessToken = options.tokens.access_token;
    this.#refreshToken = options.tokens.refresh_token;
    this.#expiresAt = expiryOf(options.tokens);
  }

  get refreshToken(): string {
    return this.#refreshToken;
  }

  async target(): Promise<Result<Target, CallError>> {
    if (!this.#over && Date.now() > this.#expiresAt - earlyMilliseconds) {
      const renewed = await this.renew(this.#accessToken);
      // A platform that is busy may still take the present token for its last seconds; one that is away can't.
      if (renewed.ok || this.#over || renewed.error.status === null) return renewed;
    }
    return await this.#target();
  }

  /** However many calls find the token expired at once, it is exchanged once. */
  renew(staleAccessToken: string): Promise<Result<Target, CallError>> {
    if (staleAccessToken !== this.#accessToken) return this.#target();
    this.#refreshing ??= this.#rotate().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  ended(error: CallError): void {
    if (this.#over) return;
    this.close();
    this.#options.onEnded(error);
  }

  track(controller: AbortController): () => void {
    if (this.#over) controller.abort();
    this.#calls.add(controller);
    return () => this.#calls.delete(controller);
  }

  /** Ends the session on the platform. Uses a fresh access token if the present one has expired. */
  async revoke(): Promise<Result<string, CallError>> {
    const request = await buildRequest('auth.signout', {});
    if (!request.ok) return request;
    await this.settle();
    const target = await this.#target();
    if (!target.ok) return target;
    const answer = await this.#options.exchange.send(request.value, target.value);
    if (answer.ok || !isExpiry(answer.error)) return answer;
    const renewed = await this.renew(this.#accessToken);
    return renewed.ok ? await this.#options.exchange.send(request.value, renewed.value) : renewed;
  }

  /** Cancels what still runs under this session. */
  close(): void {
    this.#over = true;
    for (const controller of this.#calls) controller.abort();
    this.#calls.clear();
  }

  /** Waits for a running rotation, so that its token isn't lost when the console quits. */
  async settle(): Promise<void> {
    await this.#refreshing?.catch(() => undefined);
  }

  async #target(): Promise<Result<Target, CallError>> {
    const origin = await this.#options.origin();
    return origin.ok ? succeed({ origin: origin.value, accessToken: this.#accessToken }) : origin;
  }

  async #rotate(): Promise<Result<Target, CallError>> {
    const origin = await this.#options.origin();
    if (!origin.ok) return origin;
    const tokens = await exchangeRefreshToken(this.#options.exchange, origin.value, this.#refreshToken);
    if (!tokens.ok) {
      // 401 is the platform's word that the session is over; anything else may pass.
      if (tokens.error.status === 401) this.ended(tokens.error);
      return tokens;
    }
    this.#refreshToken = tokens.value.refresh_token;
    await this.#options.keep(tokens.value.refresh_token);
    this.#accessToken = tokens.value.access_token;
    this.#expiresAt = expiryOf(tokens.value);
    this.#options.onUser(tokens.value.user);
    return succeed({ origin: origin.value, accessToken: this.#accessToken });
  }
}

/** Asks for a new pair of tokens. */
export async function exchangeRefreshToken(
  exchange: Exchange,
  origin: string,
  refreshToken: string,
): Promise<Result<TokenAnswer, CallError>> {
  return await sendForTokens(exchange, origin, 'auth.refresh', { refresh_token: refreshToken });
}

/** Sends a public operation that answers tokens, and reads them. */
export async function sendForTokens(
  exchange: Exchange,
  origin: string,
  id: 'auth.signin' | 'auth.refresh',
  body: Record<string, string>,
): Promise<Result<TokenAnswer, CallError>> {
  const request = await buildRequest(id, { body });
  if (!request.ok) return request;
  const answer = await exchange.send(request.value, { origin, accessToken: null });
  // Once a quarter of an hour, and first while a start waits for it: compiling the schema would take longer.
  return answer.ok ? succeed(tokenAnswerSchema.parse(JSON.parse(answer.value), { jitless: true })) : answer;
}

function isExpiry({ kind }: CallError): boolean {
  return kind === 'token_expired' || kind === 'unauthenticated';
}

function expiryOf({ expires_in }: TokenAnswer): number {
  return Date.now() + expires_in * 1000;
}
