import { expect, test } from 'vitest';
import { inAscii } from './ascii-only.mjs';

test('code says the same in ASCII alone', () => {
  const code = "({ quote: '“it’s”', face: `😀…`, sign: /^[’…]$/u.test('…'), astral: /^[😀]$/u.test('😀') })";
  const read = (text: string): unknown => new Function(`return ${text}`)();
  expect(inAscii(code)).toMatch(/^[\0-\x7f]+$/);
  expect(read(inAscii(code))).toEqual(read(code));
  expect(read(inAscii(code))).toEqual({ quote: '“it’s”', face: '😀…', sign: true, astral: true });
});
