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
