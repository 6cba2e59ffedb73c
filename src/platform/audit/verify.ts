import { sign, verify } from 'node:crypto';
import type { AuditHead } from '#contract/audit.ts';
import type { Keys } from '#platform/security/keys.ts';
import { type SignedHeadFacts, sealedText, signedText } from '#shared/audit/heads.ts';

/** Signs where the chain stands now. Whoever keeps the answer can prove later that nothing up to there was changed. */
export function signHead(
  keys: Pick<Keys, 'auditSigning' | 'auditPublic'>,
  head: { sequence: number; hash: Uint8Array },
  at: Date,
): AuditHead {
  const unsigned = {
    sequence: head.sequence,
    hash: Buffer.from(head.hash).toString('hex'),
    signed_at: at.toISOString(),
  };
  return {
    ...unsigned,
    signature: sign(null, textOf(unsigned), keys.auditSigning).toString('base64'),
    public_key: keys.auditPublic.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** Signs an export as a whole by the hash of its bytes. */
export function signExport(keys: Pick<Keys, 'auditSigning'>, sha256: string): string {
  return sign(null, Buffer.from(sealedText(sha256)), keys.auditSigning).toString('base64');
}

/** Whether a head was signed by the holder of this key: pass the key that you know, not the one that came with the head. */
export function isSignedBy(publicKey: string, head: AuditHead): boolean {
  return verify(null, textOf(head), publicKey, Buffer.from(head.signature, 'base64'));
}

function textOf(head: SignedHeadFacts): Buffer {
  return Buffer.from(signedText(head));
}
