import { createHash, createPublicKey, verify } from 'node:crypto';
import type { AuditHead } from '#contract/audit.ts';
import { fingerprintOf, signedText } from '#shared/audit/heads.ts';

/** Whether a head carries a valid signature of the key that came with it. Whether that is the right key is another question. */
export function isSigned(head: AuditHead): boolean {
  try {
    const key = createPublicKey(head.public_key);
    return verify(null, Buffer.from(signedText(head)), key, Buffer.from(head.signature, 'base64'));
  } catch {
    return false;
  }
}

/** A key in a form that two people can compare over the telephone. */
export function keyFingerprint(publicKey: string): string {
  return fingerprintOf(publicKey, (text) => createHash('sha256').update(text).digest('hex'));
}
