import type { CallError } from '#bridge/errors.ts';
import type { Permission } from '#contract/operation.ts';
import { fail, type Result } from '#shared/result.ts';
import { callError } from './call-error.ts';
import type { Download, Sink, StreamOptions } from './download.ts';
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

/** Sends a request to wherever the session is at home, once. */
type Send<Value> = (target: Target, signal: AbortSignal) => Promise<Result<Value, CallError>>;

/** Runs operations for the page. */
export class PlatformClient {
  readonly #exchange: Exchange;
  readonly #download: Download;
  readonly #authorityFor: AuthorityFor;
  readonly #running = new Map<string, AbortController>();

  constructor(exchange: Exchange, download: Download, authorityFor: AuthorityFor) {
    this.#exchange = exchange;
    this.#download = download;
    this.#authorityFor = authorityFor;
  }

  /** Answers the JSON text of the operation's answer, already checked against the contract. */
  async call(id: string, input: unknown, { key, idempotencyKey }: CallOptions): Promise<Result<string, CallError>> {
    if (reserved.has(id)) {
      return fail(callError('rejected', `“${id}” can't be called directly; use the session channels.`));
    }
    return await this.#cancellable(key, async (controller) => {
      const request = await buildRequest(id, input);
      if (!request.ok) return request;
      if (request.value.operation.permission === 'ingest_key') {
        return fail(callError('rejected', `“${id}” is for gateways, with a key that the console never has.`));
      }
      if (request.value.operation.file) {
        return fail(callError('rejected', `“${id}” answers a file, which only main can save. Nothing was sent.`));
      }
      if (request.value.operation.events) {
        return fail(callError('rejected', `“${id}” is a stream, which only main can follow. Nothing was sent.`));
      }
      return await this.#underSession(request.value, controller, (target, signal) =>
        this.#exchange.send(request.value, target, { idempotencyKey, signal }),
      );
    });
  }

  /** Fetches the file that an operation answers, piece by piece into the sink. */
  async download(
    id: string,
    input: unknown,
    sink: Sink,
    { key }: Pick<CallOptions, 'key'>,
  ): Promise<Result<null, CallError>> {
    return await this.#cancellable(key, async (controller) => {
      const request = await buildRequest(id, input);
      if (!request.ok) return request;
      if (!request.value.operation.file) {
        return fail(callError('rejected', `“${id}” answers no file. Nothing was sent.`));
      }
      return await this.#underSession(request.value, controller, (target, signal) =>
        this.#download.fetch(request.value, target, sink, { signal }),
      );
    });
  }

  /** Follows a stream, piece by piece into the sink, until it ends, breaks or is cancelled by `signal`. */
  async follow(
    id: string,
    input: unknown,
    sink: Sink,
    { signal, ...options }: StreamOptions & { signal: AbortSignal },
  ): Promise<Result<null, CallError>> {
    const request = await buildRequest(id, input);
    if (!request.ok) return request;
    if (!request.value.operation.events) {
      return fail(callError('rejected', `“${id}” answers no stream. Nothing was sent.`));
    }
    const controller = new AbortController();
    const cancel = () => controller.abort();
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const following = this.#underSession(request.value, controller, (target, own) =>
      this.#download.fetch(request.value, target, sink, { ...options, signal: own }),
    );
    return await following.finally(() => signal.removeEventListener('abort', cancel));
  }

  /** Cancels the call with this key, if it still runs. */
  cancel(key: string): void {
    this.#running.get(key)?.abort();
  }

  /** Runs something that `cancel` can reach by its key from the first moment on. */
  async #cancellable<Value>(
    key: string | undefined,
    action: (controller: AbortController) => Promise<Value>,
  ): Promise<Value> {
    const controller = new AbortController();
    if (key !== undefined) this.#running.set(key, controller);
    try {
      return await action(controller);
    } finally {
      if (key !== undefined && this.#running.get(key) === controller) this.#running.delete(key);
    }
  }

  async #underSession<Value>(
    request: PlatformRequest,
    controller: AbortController,
    send: Send<Value>,
  ): Promise<Result<Value, CallError>> {
    const authority = await this.#authorityFor(request.operation.permission);
    if (!authority.ok) return authority;
    const untrack = authority.value.track(controller);
    return await run(request, authority.value, (target) => send(target, controller.signal)).finally(untrack);
  }
}

async function run<Value>(
  { operation }: PlatformRequest,
  authority: CallAuthority,
  send: (target: Target) => Promise<Result<Value, CallError>>,
): Promise<Result<Value, CallError>> {
  const target = await authority.target();
  if (!target.ok) return target;
  const first = await send(target.value);
  const token = target.value.accessToken;
  if (first.ok) return first;
  if (first.error.kind === 'offline' && operation.method === 'GET' && operation.response) {
    // The embedded platform may have come back on another port meanwhile.
    const moved = await authority.target();
    const elsewhere = moved.ok && moved.value.origin !== target.value.origin;
    return elsewhere ? await send(moved.value) : first;
  }
  if (token === null || operation.permission === 'public') return first;
  if (first.error.kind === 'session_revoked') {
    authority.ended(first.error);
    return first;
  }
  if (first.error.kind !== 'token_expired' && first.error.kind !== 'unauthenticated') return first;
  const renewed = await authority.renew(token);
  if (!renewed.ok) return renewed;
  return await send(renewed.value);
}
