import '#platform/security/web-crypto.ts';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { PlatformDeps } from '#platform/deps.ts';
import { ProblemError } from '#platform/http/problem.ts';

/** Life of an access token in seconds. */
export const accessTokenSeconds = 15 * 60;

const issuer = 'gatehouse';
const audience = 'gatehouse-platform';
const rememberedTokens = 2000;

export interface AccessTokenClaims {
  userId: string;
  sessionId: string;
}

/** Signs and reads access tokens (JWT, HS256). A token says whose session it is; what they may do is in the database. */
export interface AccessTokens {
  sign(claims: AccessTokenClaims): Promise<string>;
  /** @throws ProblemError `unauthenticated` or `token_expired` */
  verify(token: string): Promise<AccessTokenClaims> | AccessTokenClaims;
}

interface Remembered extends AccessTokenClaims {
  expiresAt: number;
}

export function createAccessTokens(deps: Pick<PlatformDeps, 'keys' | 'clock'>): AccessTokens {
  /** Tokens whose signature was checked already, oldest first. Expiry is checked at every use, the session in the database. */
  const remembered = new Map<string, Remembered>();

  return {
    sign: ({ userId, sessionId }) => {
      const now = Math.floor(deps.clock.now().getTime() / 1000);
      return new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(now + accessTokenSeconds)
        .sign(deps.keys.accessToken);
    },
    verify: (token) => {
      const known = remembered.get(token);
      if (!known) return checkSignature(token);
      if (known.expiresAt <= deps.clock.now().getTime()) {
        remembered.delete(token);
        throw expired();
      }
      return known;
    },
  };

  async function checkSignature(token: string): Promise<AccessTokenClaims> {
    try {
      const { payload } = await jwtVerify(token, deps.keys.accessToken, {
        algorithms: ['HS256'],
        issuer,
        audience,
        currentDate: deps.clock.now(),
        requiredClaims: ['sub', 'sid', 'exp'],
      });
      const claims: Remembered = {
        userId: String(payload.sub),
        sessionId: String(payload.sid),
        expiresAt: Number(payload.exp) * 1000,
      };
      if (remembered.size >= rememberedTokens) {
        const oldest = remembered.keys().next().value;
        if (oldest !== undefined) remembered.delete(oldest);
      }
      remembered.set(token, claims);
      return claims;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw expired();
      throw new ProblemError('unauthenticated', 'The access token is not one of this platform. Sign in again.');
    }
  }
}

function expired(): ProblemError {
  return new ProblemError('token_expired', 'The access token has expired. Refresh it, then repeat the request.');
}
