import { hashToken } from '#platform/auth/opaque-token.ts';
import { coalesce } from '#platform/db/coalesce.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { KeyAuthenticator } from '#platform/http/authenticator.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { RateLimiter } from '#platform/http/rate-limit.ts';
import type { Keys } from '#platform/security/keys.ts';
import { findKeys, type KnownKey, liveHashes, touchKey } from './key-repository.ts';
import { WrongKeys } from './wrong-keys.ts';

/** Shows what a leaked string is, to people and to secret scanners. */
export const ingestKeyPrefix = 'ghi_';
const longestKey = 200;
/** How old the last use of a key may get while it is used. */
const touchedAgainMilliseconds = 60_000;

/** What is stored of a key: a keyed hash, worthless without ours. */
export function hashIngestKey(keys: Pick<Keys, 'tokenHash'>, key: string): Buffer {
  return hashToken(keys, 'ingest', key);
}

/** Checks ingest keys against the database at every request: revoked means denied on the next one, on any node. */
export function createKeyAuthenticator(deps: PlatformDeps, limiter: RateLimiter): KeyAuthenticator {
  const keyByHash = coalesce((hashes) => findKeys(deps.database, hashes));
  const wrongKeys = new WrongKeys({ clock: deps.clock, limiter, liveHashes: () => liveHashes(deps.database) });
  /** Keys whose last use is being written, so that a busy one writes once. */
  const touching = new Set<string>();

  const touch = (key: KnownKey) => {
    const now = deps.clock.now();
    const before = key.last_used_at?.getTime() ?? 0;
    if (now.getTime() - before < touchedAgainMilliseconds || touching.has(key.id)) return;
    touching.add(key.id);
    // Nobody waits for it, and a failure is no reason to refuse a request: the next one tries again.
    void touchKey(deps.database, key.id, now)
      .catch(() => undefined)
      .finally(() => touching.delete(key.id));
  };

  return {
    authenticate: async (authorization, address, limits) => {
      const token = authorization?.startsWith('Bearer ') ? authorization.slice('Bearer '.length) : '';
      if (!token.startsWith(ingestKeyPrefix) || token.length > longestKey) {
        throw new ProblemError(
          'unauthenticated',
          'This is for gateways: send an ingest key as a bearer token. A sign-in of a person does not open it. Nothing was taken.',
        );
      }
      const hash = hashIngestKey(deps.keys, token).toString('hex');
      wrongKeys.requireTry(address, hash, limits);
      const key = await keyByHash(hash);
      if (key && !key.revoked_at) {
        wrongKeys.right(hash);
        touch(key);
        return { keyId: key.id };
      }
      await wrongKeys.wrong(address, hash, limits);
      if (!key) {
        throw new ProblemError(
          'unauthenticated',
          'This ingest key is not one of this platform. Nothing was taken; ask an admin for a key.',
        );
      }
      throw new ProblemError(
        'unauthenticated',
        `This ingest key was revoked on ${key.revoked_at?.toISOString()}. Nothing was taken; keep the events and send them with a new key.`,
      );
    },
  };
}
