import type { Actor, IngestCaller } from './handlers.ts';

/** Turns an Authorization header into whoever it belongs to, after asking the database whether the session still stands. */
export interface Authenticator {
  /** @throws ProblemError `unauthenticated`, `token_expired` or `session_revoked` */
  authenticate(authorization: string | undefined): Promise<Actor>;
}

/** The same for callers that are no people: gateways with an ingest key. */
export interface KeyAuthenticator {
  /** @throws ProblemError `unauthenticated` */
  authenticate(authorization: string | undefined): Promise<IngestCaller>;
}
