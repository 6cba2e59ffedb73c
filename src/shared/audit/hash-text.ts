import type { HashText } from './chain.ts';

/** Hex SHA-256 of bytes, which the caller passes in. */
export type DigestHex = (bytes: Uint8Array) => string;

const encoder = new TextEncoder();

/**
 * The hash of the chain over some SHA-256. Bytes and text are put together in one buffer that is used again for every
 * entry: an entry is short, and making a buffer for each would cost as much as hashing it.
 */
export function hashTextOver(digest: DigestHex): HashText {
  let buffer = new Uint8Array(16 * 1024);
  return (bytes, text) => {
    const start = bytes.length >> 1;
    // A UTF-16 unit is at most three bytes of UTF-8.
    const most = start + text.length * 3;
    if (most > buffer.length) buffer = new Uint8Array(most);
    for (let index = 0; index < start; index += 1) {
      buffer[index] = (nibble(bytes.charCodeAt(index * 2)) << 4) | nibble(bytes.charCodeAt(index * 2 + 1));
    }
    const { written } = encoder.encodeInto(text, buffer.subarray(start));
    return digest(buffer.subarray(0, start + written));
  };
}

/** The value of a hex digit in lower case. */
function nibble(code: number): number {
  return code > 57 ? code - 87 : code - 48;
}
