import type { Actor } from './handlers.ts';

/** Turns an Authorization header into whoever it belongs to, after asking the database whether the session still stands. */
export interface Authenticator {
  /** @throws ProblemError `unauthenticated`, `token_expired` or `session_revoked` */
  authenticate(authorization: string | undefined): Promise<Actor>;
}
