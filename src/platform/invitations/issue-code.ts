import { randomBytes } from 'node:crypto';
import type { Tier } from '#contract/common.ts';
import { encrypt } from '#platform/security/encryption.ts';
import { hmac, type Keys } from '#platform/security/keys.ts';
import { codeDigits, formatCode } from '#shared/codes.ts';

/** A fresh code and the only two forms of it that are stored. */
export interface IssuedCode {
  /** In full: for the mail and the answer, never for a list, a log or the audit trail. */
  code: string;
  /** Keyed hash, for look-up. */
  hash: Buffer;
  /** For a later reveal and for the mail in the outbox. */
  encrypted: Buffer;
  lastFour: string;
}

/** One code for each tier, in order, from one draw of the operating system's generator. */
export function issueCodes(keys: Pick<Keys, 'codeHash' | 'encryption'>, tiers: readonly Tier[]): IssuedCode[] {
  const random = randomBytes((codeDigits / 2) * tiers.length).toString('hex');
  return tiers.map((tier, index) => {
    const digits = random.slice(index * codeDigits, (index + 1) * codeDigits);
    const code = formatCode(tier, digits);
    return { code, hash: hashCode(keys, code), encrypted: encrypt(keys.encryption, code), lastFour: digits.slice(-4) };
  });
}

/** Without the key, which is not in the database, the hash of a code can be neither made nor guessed. */
export function hashCode(keys: Pick<Keys, 'codeHash'>, code: string): Buffer {
  return hmac(keys.codeHash, code);
}
