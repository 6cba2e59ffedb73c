/** One HTTP exchange, as the rest of main sees it. */
export interface TransportRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal | null;
}

export interface TransportAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** An answer whose body is still on its way. Reading it throws a {@link TransportFailure} where it breaks off. */
export interface StreamedAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Why no answer came.
 * - unreachable: no connection was made, so nothing was done
 * - reset: the connection broke after the request may have been read
 * - too_large: the answer is larger than the console takes
 */
export type TransportFailureReason = 'unreachable' | 'reset' | 'timeout' | 'cancelled' | 'certificate' | 'too_large';

export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  readonly reason: TransportFailureReason;

  constructor(reason: TransportFailureReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Sends and answers with any status; throws a {@link TransportFailure} when there is no answer. */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

/**
 * The same for an answer of any length: it is there as soon as it begins. The time limit holds for its beginning and
 * then for each wait between two pieces, not for the whole. The body must be read, to its end or until one has enough.
 */
export type StreamTransport = (request: TransportRequest) => Promise<StreamedAnswer>;
