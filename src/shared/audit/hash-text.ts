import type { HashText } from './chain.ts';

/** What is used of Node's Buffer, which floors without Node can't name. */
export interface WritableBytes extends Uint8Array {
  write(text: string, offset: number, encoding: 'hex' | 'utf8'): number;
}

/**
 * The hash of the chain over Node's buffers and some SHA-256 that answers hex. Bytes and text are put together in one
 * buffer that is used again for every entry: an entry is short, and making a buffer for each would cost as much as
 * hashing it.
 */
export function hashTextOver(
  allocate: (size: number) => WritableBytes,
  digest: (bytes: Uint8Array) => string,
): HashText {
  let buffer = allocate(16 * 1024);
  return (bytes, text) => {
    // A UTF-16 unit is at most three bytes of UTF-8.
    const most = bytes.length + text.length * 3;
    if (most > buffer.length) buffer = allocate(most);
    const start = bytes === '' ? 0 : buffer.write(bytes, 0, 'hex');
    return digest(buffer.subarray(0, start + buffer.write(text, start, 'utf8')));
  };
}
