import type { PlatformDeps } from '#platform/deps.ts';
import type { Authenticator } from '#platform/http/authenticator.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { AccessTokens } from './access-token.ts';
import { createSessionCheck } from './session-check.ts';

/** Checks token, session and user of a request to the API. */
export function createAuthenticator(deps: PlatformDeps, tokens: AccessTokens): Authenticator {
  const check = createSessionCheck(deps);
  return {
    authenticate: async (authorization) => {
      if (!authorization?.startsWith('Bearer ')) {
        throw new ProblemError('unauthenticated', 'This needs a sign-in: send the access token as a bearer token.');
      }
      const claims = await tokens.verify(authorization.slice('Bearer '.length));
      return check(claims.sessionId, claims.userId);
    },
  };
}
