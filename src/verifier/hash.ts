import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { hashTextOver, type WritableBytes } from '#shared/audit/hash-text.ts';

/*
 * SHA-256 without the browser's own: that one answers later, which for a million short texts takes longer than hashing
 * them, and pages opened from a file don't have it everywhere.
 */

const encoder = new TextEncoder();

/** What the hash of the chain uses of Node's buffers. */
function allocate(size: number): WritableBytes {
  const bytes = new Uint8Array(size);
  const write = (text: string, offset: number, encoding: 'hex' | 'utf8'): number => {
    if (encoding === 'utf8') return encoder.encodeInto(text, bytes.subarray(offset)).written;
    for (let index = 0; index < text.length / 2; index += 1) {
      bytes[offset + index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16);
    }
    return text.length / 2;
  };
  return Object.assign(bytes, { write });
}

/** The hash of the chain. */
export const hashText = hashTextOver(allocate, (bytes) => bytesToHex(sha256(bytes)));

/** Hex SHA-256 of a text. */
export const textHash = (text: string): string => bytesToHex(sha256(encoder.encode(text)));

/** A hash of bytes that come piece by piece. */
export function runningHash(): { update(bytes: Uint8Array): void; hex(): string } {
  const hash = sha256.create();
  return { update: (bytes) => void hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
}
