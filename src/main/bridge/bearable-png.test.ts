import { describe, expect, it } from 'vitest';
import { bearablePng } from './bearable-png.ts';

/** The beginning of a PNG, as long as one pixel needs. */
function png(width: number, height: number): string {
  const bytes = Buffer.alloc(67);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString('base64');
}

describe('a picture for the clipboard', () => {
  it('is taken as it is', () => {
    expect(bearablePng(png(1200, 400)).toString('base64')).toBe(png(1200, 400));
  });

  it('is refused where it is something else', () => {
    for (const text of ['', 'AAAA', Buffer.from(`GIF89a${'x'.repeat(60)}`).toString('base64')]) {
      expect(() => bearablePng(text)).toThrow('no PNG');
    }
  });

  it('is refused by its header where it would fill the memory', () => {
    for (const [width, height] of [
      [60_000, 1],
      [1, 4_000_000_000],
      [16_000, 16_000],
      [0, 5],
    ] as const) {
      expect(() => bearablePng(png(width, height))).toThrow('too large');
    }
  });
});
