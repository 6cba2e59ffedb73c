import { createHmac, randomBytes } from 'node:crypto';
import type { Keys } from '#platform/security/keys.ts';

/** Shows what a leaked string is, to people and to secret scanners. */
const refreshPrefix = 'ghr_';

/** 256 random bits for a link or a first refresh token. */
export function newOpaqueToken(): string {
  return randomBytes(32).toString('base64url');
}

export function newRefreshToken(): string {
  return `${refreshPrefix}${newOpaqueToken()}`;
}

/**
 * The token that follows a refresh token. It is derived with our key, so that the same predecessor always has the
 * same successor: a client that lost the answer gets the very same pair again, and nothing about it is stored.
 */
export function successorOf(keys: Pick<Keys, 'tokenHash'>, tokenId: string, token: string): string {
  return `${refreshPrefix}${createHmac('sha256', keys.tokenHash).update(`successor:${tokenId}:${token}`).digest('base64url')}`;
}

/** What is stored of a token: a keyed hash, worthless without the key. */
export function hashToken(keys: Pick<Keys, 'tokenHash'>, purpose: string, token: string): Buffer {
  return createHmac('sha256', keys.tokenHash).update(`${purpose}:${token}`).digest();
}
