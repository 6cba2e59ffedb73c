import { randomUUID } from 'node:crypto';
import type { CallError } from '#bridge/errors.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import { broken, readRefusal } from './answer.ts';
import {
  describeFailure,
  type ExchangeOptions,
  outgoingRequest,
  type SendOptions,
  type Target,
  typesOf,
} from './exchange.ts';
import type { PlatformRequest } from './request.ts';
import { type StreamedAnswer, type StreamTransport, TransportFailure } from './transport.ts';

/** Takes what came, piece by piece; the next piece is read once it is done. What it throws ends the download. */
export type Sink = (piece: Uint8Array) => Promise<void>;

export type DownloadOptions = Pick<ExchangeOptions, 'userAgent' | 'onOutcome'> & {
  readonly transport: StreamTransport;
};

/** No problem document is longer. */
const mostProblemBytes = 1024 * 1024;

/** What a stream needs beside what a file does. */
export interface StreamOptions {
  /** Where it goes on. */
  readonly lastEventId?: string | undefined;
}

/**
 * Fetches a file from one target, of any length, or follows a stream, without holding it. Never repeated by itself: what
 * was begun may have been written down over there.
 */
export class Download {
  readonly #options: DownloadOptions;

  constructor(options: DownloadOptions) {
    this.#options = options;
  }

  async fetch(
    request: PlatformRequest,
    target: Target,
    sink: Sink,
    options: Pick<SendOptions, 'signal'> & StreamOptions,
  ): Promise<Result<null, CallError>> {
    const { userAgent, transport, onOutcome } = this.#options;
    const requestId = randomUUID();
    try {
      const answer = await transport(outgoingRequest(request, target, { ...options, requestId, userAgent }));
      onOutcome('online');
      return await receive(request, answer, answer.headers['x-request-id'] ?? requestId, sink);
    } catch (error) {
      if (!(error instanceof TransportFailure)) throw error;
      if (isSignOfNobody(error, request)) onOutcome('offline');
      return fail(describeFailure(error, request, target, requestId));
    }
  }
}

/** Streams are cut by proxies and sleep as a matter of course: that alone says nothing about the platform. */
function isSignOfNobody({ reason }: TransportFailure, { operation }: PlatformRequest): boolean {
  return operation.events ? reason === 'unreachable' : reason !== 'cancelled';
}

async function receive(
  { operation }: PlatformRequest,
  { status, headers, body }: StreamedAnswer,
  requestId: string,
  sink: Sink,
): Promise<Result<null, CallError>> {
  if (status !== operation.status) {
    const answer = { status, headers, text: await readText(body) };
    const refusal = readRefusal(operation, answer, requestId);
    if (refusal !== null) return fail(refusal);
  }
  const type = headers['content-type'] ?? 'no type';
  if (!typesOf(operation).includes(operation.events ? type.replace(/;.*$/, '') : type)) {
    await readText(body, 0);
    return fail(broken(`“${operation.id}” answered with ${type.slice(0, 100)}.`, { status }, requestId));
  }
  for await (const piece of body) await sink(piece);
  return succeed(null);
}

async function readText(body: AsyncIterable<Uint8Array>, most = mostProblemBytes): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > most) break;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
