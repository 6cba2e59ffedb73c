import type { Actor, IngestCaller } from './handlers.ts';
import type { LimitState } from './rate-limit.ts';

/** Turns an Authorization header into whoever it belongs to, after asking the database whether the session still stands. */
export interface Authenticator {
  /** @throws ProblemError `unauthenticated`, `token_expired` or `session_revoked` */
  authenticate(authorization: string | undefined): Promise<Actor>;
}

/** The same for callers that are no people: gateways with an ingest key. */
export interface KeyAuthenticator {
  /**
   * Wrong keys count for the address that they come from; limits that were met are added to `limits`.
   *
   * @throws ProblemError `unauthenticated`, or `rate_limited` after too many wrong keys
   */
  authenticate(authorization: string | undefined, address: string, limits: LimitState[]): Promise<IngestCaller>;
}
