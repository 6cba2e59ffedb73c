import { hashes, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';

// The library asks the browser for SHA-512 otherwise, which pages opened from a file don't have everywhere.
hashes.sha512 = sha512;

/** What comes before the 32 bytes of an Ed25519 key in its usual wrapping (SPKI, RFC 8410). */
const wrapping = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/** Whether a text was signed by the holder of a key (PEM). Something that is no key or no signature signs nothing. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = keyBytes(publicKey);
  const bytes = fromBase64(signature);
  if (key === null || bytes?.length !== 64) return false;
  try {
    return verify(bytes, new TextEncoder().encode(text), key, { zip215: false });
  } catch {
    return false;
  }
}

function keyBytes(pem: string): Uint8Array | null {
  const body = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----$/.exec(pem.trim())?.[1];
  const bytes = fromBase64(body?.replaceAll(/\s/g, '') ?? '');
  if (bytes === null || bytes.length !== wrapping.length + 32) return null;
  return wrapping.every((byte, index) => bytes[index] === byte) ? bytes.subarray(wrapping.length) : null;
}

function fromBase64(text: string): Uint8Array | null {
  try {
    const binary = atob(text);
    // The last character has bits that stand for nothing: only one way of writing a signature is the right one.
    return btoa(binary) === text ? Uint8Array.from(binary, (character) => character.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}
