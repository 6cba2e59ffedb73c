import type { CallError } from '#bridge/errors.ts';
import type { Permission } from '#contract/operation.ts';
import { fail, type Result } from '#shared/result.ts';
import { callError } from './call-error.ts';
import type { Exchange, Target } from './exchange.ts';
import { buildRequest, type PlatformRequest } from './request.ts';

/** What a call needs of whoever is signed in. */
export interface CallAuthority {
  /** Where to send, as whom. May wait while the embedded platform starts again. */
  target(): Promise<Result<Target, CallError>>;
  /** Exchanges the refresh token, unless that access token has been replaced already. */
  renew(staleAccessToken: string): Promise<Result<Target, CallError>>;
  /** The platform says that this session is over. */
  ended(error: CallError): void;
  /** Registers a running call, to be cancelled when the session ends. Returns its removal. */
  track(controller: AbortController): () => void;
}

/**
 * Finds the authority for an operation: the session, or for public operations at least an address. Takes its time while
 * the session of the last time is still being taken up.
 */
export type AuthorityFor = (permission: Permission) => Promise<Result<CallAuthority, CallError>>;

export interface CallOptions {
  /** A name by which the caller can cancel. */
  readonly key?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Their answers hold tokens or end the session behind the console's back: they belong to main/session. */
const reserved = new Set(['auth.signin', 'auth.refresh', 'auth.signout']);

/** Runs operations for the page. */
export class PlatformClient {
  readonly #exchange: Exchange;
  readonly #authorityFor: AuthorityFor;
  readonly #running = new Map<string, AbortController>();

  constructor(exchange: Exchange, authorityFor: AuthorityFor) {
    this.#exchange = exchange;
    this.#authorityFor = authorityFor;
  }

  /** Answers the JSON text of the operation's answer, already checked against the contract. */
  async call(id: string, input: unknown, { key, idempotencyKey }: CallOptions): Promise<Result<string, CallError>> {
    if (reserved.has(id)) {
      return fail(callError('rejected', `“${id}” can't be called directly; use the session channels.`));
    }
    const request = buildRequest(id, input);
    if (!request.ok) return request;
    const controller = new AbortController();
    if (key !== undefined) this.#running.set(key, controller);
    try {
      const authority = await this.#authorityFor(request.value.operation.permission);
      if (!authority.ok) return authority;
      const untrack = authority.value.track(controller);
      return await this.#run(request.value, authority.value, { idempotencyKey, signal: controller.signal }).finally(
        untrack,
      );
    } finally {
      if (key !== undefined && this.#running.get(key) === controller) this.#running.delete(key);
    }
  }

  /** Cancels the call with this key, if it still runs. */
  cancel(key: string): void {
    this.#running.get(key)?.abort();
  }

  async #run(
    request: PlatformRequest,
    authority: CallAuthority,
    options: { idempotencyKey: string | undefined; signal: AbortSignal },
  ): Promise<Result<string, CallError>> {
    const target = await authority.target();
    if (!target.ok) return target;
    const first = await this.#exchange.send(request, target.value, options);
    const token = target.value.accessToken;
    if (first.ok) return first;
    if (first.error.kind === 'offline' && request.operation.method === 'GET') {
      // The embedded platform may have come back on another port meanwhile.
      const moved = await authority.target();
      const elsewhere = moved.ok && moved.value.origin !== target.value.origin;
      return elsewhere ? await this.#exchange.send(request, moved.value, options) : first;
    }
    if (token === null || request.operation.permission === 'public') return first;
    if (first.error.kind === 'session_revoked') {
      authority.ended(first.error);
      return first;
    }
    if (first.error.kind !== 'token_expired' && first.error.kind !== 'unauthenticated') return first;
    const renewed = await authority.renew(token);
    if (!renewed.ok) return renewed;
    return await this.#exchange.send(request, renewed.value, options);
  }
}
