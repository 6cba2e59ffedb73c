import { createHash, sign, verify } from 'node:crypto';
import type { AuditHead } from '#contract/audit.ts';
import type { Keys } from '#platform/security/keys.ts';
import { type ChainedEntry, canonicalJson, chainHash } from './chain.ts';

/** An entry with what the chain says of it. */
export interface LinkedEntry extends ChainedEntry {
  previous_hash: Uint8Array;
  hash: Uint8Array;
  /** Personal fields and their salt; both null once they were erased, or where the reader doesn't have them. */
  personal: Record<string, unknown> | null;
  personal_salt: Uint8Array | null;
}

/** Where a chain was left: the newest entry that was checked. */
export interface ChainPosition {
  sequence: number;
  hash: Uint8Array;
}

/** The first thing that is wrong with a chain. */
export interface ChainBreak {
  sequence: number;
  message: string;
}

export type ChainVerdict = { ok: true; head: ChainPosition } | { ok: false; error: ChainBreak };

export const chainStart: ChainPosition = { sequence: 0, hash: Buffer.alloc(32) };

/**
 * Checks entries in the order of their numbers, going on from where the last piece ended: none missing, none moved,
 * none changed, and personal fields that are still there are the ones that were committed to.
 */
export function verifyChain(entries: Iterable<LinkedEntry>, from: ChainPosition = chainStart): ChainVerdict {
  let position = from;
  for (const entry of entries) {
    const message = problemOf(entry, position);
    if (message) return { ok: false, error: { sequence: entry.sequence, message } };
    position = { sequence: entry.sequence, hash: entry.hash };
  }
  return { ok: true, head: position };
}

function problemOf(entry: LinkedEntry, before: ChainPosition): string | null {
  if (entry.sequence !== before.sequence + 1) {
    return `Entry ${before.sequence + 1} is missing: ${entry.sequence} follows ${before.sequence}.`;
  }
  if (!equal(entry.previous_hash, before.hash)) {
    return `Entry ${entry.sequence} does not follow the entry before it: one of them was replaced or moved.`;
  }
  if (!equal(entry.hash, chainHash(entry.previous_hash, entry))) {
    return `Entry ${entry.sequence} was changed after it was written.`;
  }
  if (entry.personal && entry.personal_salt) {
    const commitment = createHash('sha256').update(entry.personal_salt).update(canonicalJson(entry.personal)).digest();
    if (!entry.personal_commitment || !equal(entry.personal_commitment, commitment)) {
      return `The names or addresses in entry ${entry.sequence} were changed after it was written.`;
    }
  } else if (entry.personal) {
    return `Entry ${entry.sequence} shows names or addresses whose salt is gone, so nothing proves them.`;
  }
  return null;
}

/** Signs where the chain stands now. Whoever keeps the answer can prove later that nothing up to there was changed. */
export function signHead(keys: Pick<Keys, 'auditSigning' | 'auditPublic'>, head: ChainPosition, at: Date): AuditHead {
  const unsigned = { sequence: head.sequence, hash: toHex(head.hash), signed_at: at.toISOString() };
  return {
    ...unsigned,
    signature: sign(null, headText(unsigned), keys.auditSigning).toString('base64'),
    public_key: keys.auditPublic.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** Whether a head was signed by the holder of this key: pass the key that you know, not the one that came with the head. */
export function isSignedBy(publicKey: string, head: AuditHead): boolean {
  return verify(null, headText(head), publicKey, Buffer.from(head.signature, 'base64'));
}

function headText(head: Pick<AuditHead, 'sequence' | 'hash' | 'signed_at'>): Buffer {
  return Buffer.from(`${head.sequence}:${head.hash}:${head.signed_at}`);
}

function equal(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
