import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance, type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { TransportFailure, type TransportFailureReason, type TransportRequest } from './transport.ts';

/*
 * What both transports over axios have in common. Only files of this folder know that there is axios.
 */

const maximumAnswerBytes = 128 * 1024 * 1024;

const unchanged = (data: unknown) => data;

/** Connections are kept open, so that a call costs no handshake. */
export function createAxiosClient(): AxiosInstance {
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 32 });
  const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 32 });
  return axios.create({
    adapter: 'http',
    httpAgent,
    httpsAgent,
    // A redirect is an answer like any other: following one would carry Authorization to wherever it points.
    maxRedirects: 0,
    validateStatus: null,
    responseType: 'text',
    // Text in, text out: parsing and checking happen once, in answer.ts.
    transformRequest: [unchanged],
    transformResponse: [unchanged],
    maxContentLength: maximumAnswerBytes,
    maxBodyLength: maximumAnswerBytes,
  });
}

export function configOf(request: TransportRequest, signal: AbortSignal): AxiosRequestConfig {
  return {
    method: request.method,
    url: request.url,
    headers: { ...request.headers },
    ...(request.body === null ? {} : { data: request.body }),
    signal,
    // Plain HTTP is this computer only: a proxy from the environment has no business there.
    ...(request.url.startsWith('http:') ? { proxy: false as const } : {}),
  };
}

export function readHeaders(response: AxiosResponse<unknown>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return headers;
}

/** Why a request under this guard failed. */
export function failureOf(guard: Guard, error: unknown): TransportFailure {
  return new TransportFailure(guard.reason ?? reasonOf(error), error instanceof Error ? error.message : String(error));
}

/** Joins the caller's cancellation and the time limit into one signal that remembers which of them it was. */
export class Guard {
  readonly #controller = new AbortController();
  readonly #milliseconds: number;
  #timer: NodeJS.Timeout;
  readonly #caller: AbortSignal | null;
  readonly #onCancel = () => this.#end('cancelled');
  reason: TransportFailureReason | null = null;

  constructor({ signal, timeoutMilliseconds }: TransportRequest) {
    this.#caller = signal;
    this.#milliseconds = timeoutMilliseconds;
    this.#timer = setTimeout(() => this.#end('timeout'), timeoutMilliseconds);
    if (signal?.aborted) this.#end('cancelled');
    else signal?.addEventListener('abort', this.#onCancel, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Begins the time limit anew. */
  wait(): void {
    this.rest();
    this.#timer = setTimeout(() => this.#end('timeout'), this.#milliseconds);
  }

  /** Nothing is waited for. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  #end(reason: TransportFailureReason): void {
    this.reason ??= reason;
    this.#controller.abort();
  }

  release(): void {
    this.rest();
    this.#caller?.removeEventListener('abort', this.#onCancel);
  }
}

/** The system could not make a connection, so the request was never read. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EPROTO',
]);

function reasonOf(error: unknown): TransportFailureReason {
  const code = codeOf(error);
  if (neverConnected.has(code)) return 'unreachable';
  if (code === 'ETIMEDOUT' || code === 'ECONNABORTED') return 'timeout';
  if (/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/.test(code)) return 'certificate';
  if (error instanceof Error && /maxContentLength|maxBodyLength/.test(error.message)) return 'too_large';
  return 'reset';
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // With several addresses (IPv4 and IPv6) Node reports the attempts as one error that holds the others.
  const first: unknown = error.cause instanceof AggregateError ? error.cause.errors[0] : error;
  const code: unknown = first instanceof Error && 'code' in first ? first.code : undefined;
  return typeof code === 'string' ? code : '';
}
