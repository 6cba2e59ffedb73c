import { randomUUID } from 'node:crypto';
import type { CallError } from '#bridge/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { fail, type Result } from '#shared/result.ts';
import { readAnswer } from './answer.ts';
import { callError } from './call-error.ts';
import type { PlatformRequest } from './request.ts';
import { type Transport, type TransportAnswer, TransportFailure, type TransportRequest } from './transport.ts';

/** Where a request goes and as whom. The two travel together, so that a token can't reach another origin. */
export interface Target {
  readonly origin: string;
  readonly accessToken: string | null;
}

export interface SendOptions {
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ExchangeOptions {
  readonly transport: Transport;
  /** Sent as User-Agent. */
  readonly userAgent: string;
  /** Told whether the platform could be reached, after every exchange. */
  readonly onOutcome: (outcome: 'online' | 'offline') => void;
}

const timeoutMilliseconds = 30_000;
const largeTimeoutMilliseconds = 180_000;
const largeBodyBytes = 1024 * 1024;
/** A stream says something every 15 seconds. Where it is silent for so long, nobody is there any more. */
const silenceMilliseconds = 40_000;

/** Sends one request to one target and reads its answer. Knows nothing of sessions. */
export class Exchange {
  readonly #options: ExchangeOptions;

  constructor(options: ExchangeOptions) {
    this.#options = options;
  }

  async send(request: PlatformRequest, target: Target, options: SendOptions = {}): Promise<Result<string, CallError>> {
    const requestId = randomUUID();
    const outgoing = outgoingRequest(request, target, { ...options, requestId, userAgent: this.#options.userAgent });
    let answer: TransportAnswer;
    try {
      answer = await this.#sendOnceOrTwice(outgoing, mayRepeat(request, options));
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      if (error.reason !== 'cancelled') this.#options.onOutcome('offline');
      return fail(describeFailure(error, request, target, requestId));
    }
    this.#options.onOutcome('online');
    return readAnswer(request.operation, answer, requestId);
  }

  /** A connection that broke is tried once more where doing it twice is the same as doing it once. */
  async #sendOnceOrTwice(outgoing: TransportRequest, repeatable: boolean): Promise<TransportAnswer> {
    try {
      return await this.#options.transport(outgoing);
    } catch (error) {
      if (repeatable && error instanceof TransportFailure && error.reason === 'reset' && !outgoing.signal?.aborted) {
        return await this.#options.transport(outgoing);
      }
      throw error;
    }
  }
}

interface OutgoingOptions extends SendOptions {
  readonly requestId: string;
  readonly userAgent: string;
  /** Of a stream that goes on. */
  readonly lastEventId?: string | undefined;
}

/** What leaves for the platform. */
export function outgoingRequest(
  { operation, path, body }: PlatformRequest,
  { origin, accessToken }: Target,
  { idempotencyKey, lastEventId, signal, requestId, userAgent }: OutgoingOptions,
): TransportRequest {
  const types = typesOf(operation);
  const headers: Record<string, string> = {
    accept: [...types, 'application/json', 'application/problem+json'].join(', '),
    'user-agent': userAgent,
    'x-request-id': requestId,
  };
  if (body !== null) headers['content-type'] = 'application/json';
  if (accessToken !== null && operation.permission !== 'public') headers.authorization = `Bearer ${accessToken}`;
  if (idempotencyKey !== undefined && operation.idempotencyKey) headers['idempotency-key'] = idempotencyKey;
  if (lastEventId !== undefined && operation.events) headers['last-event-id'] = lastEventId;
  return {
    method: operation.method,
    url: origin + path,
    headers,
    body,
    timeoutMilliseconds: operation.events ? silenceMilliseconds : waitFor(operation),
    signal: signal ?? null,
  };
}

function waitFor({ maximumBodyBytes }: Operation): number {
  return (maximumBodyBytes ?? 0) > largeBodyBytes ? largeTimeoutMilliseconds : timeoutMilliseconds;
}

/** What the answer may be, beside a value or a problem. */
export function typesOf({ file, events }: Operation): string[] {
  if (events) return ['text/event-stream'];
  return Object.values(file?.formats ?? {}).map(({ contentType }) => contentType);
}

/**
 * Reads can be repeated, and so can POSTs under an idempotency key. A refresh can too: the platform gives the
 * immediate predecessor of a refresh token some seconds of grace for exactly this.
 */
function mayRepeat({ operation }: PlatformRequest, { idempotencyKey }: SendOptions): boolean {
  if (operation.method === 'GET' || operation.id === 'auth.refresh') return true;
  return idempotencyKey !== undefined && operation.idempotencyKey === true;
}

/** Why there is no answer, in words. */
export function describeFailure(
  { reason, message }: TransportFailure,
  { operation }: PlatformRequest,
  { origin }: Target,
  requestId: string,
): CallError {
  const details = { request_id: requestId };
  const reads = operation.method === 'GET';
  const unknown = reads
    ? 'What is on screen is kept; try again.'
    : 'It is not known whether the platform did it. What you entered is kept: look before you repeat it.';
  switch (reason) {
    case 'cancelled':
      return callError('cancelled', 'This call was cancelled.', details);
    case 'timeout':
      return callError('timeout', `${origin} did not answer in time. ${unknown}`, details);
    case 'unreachable':
      return callError(
        'offline',
        `${origin} can't be reached. Nothing was changed there and what you entered is kept. Check the network or the address; the console keeps trying to reconnect.`,
        details,
      );
    case 'certificate':
      return callError(
        'offline',
        `The certificate of ${origin} is not valid (${message}), so nothing was sent. Ask whoever runs the platform.`,
        details,
      );
    case 'too_large':
      return callError('contract_broken', `The answer of ${origin} is larger than the console can take.`, details);
    case 'reset':
      return callError('offline', `The connection to ${origin} broke. ${unknown}`, details);
  }
}
