import { expect, test } from 'vitest';
import { authorityFile } from './headless-desktop.mjs';

test('the X authority entry fits every host and every display', () => {
  const cookie = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
  const name = Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex');
  // Family "wild", an empty address, an empty display number, then name and cookie with their lengths.
  expect(authorityFile(cookie).toString('hex')).toBe(`ffff00000000${'0012'}${name}${'0010'}${cookie.toString('hex')}`);
});
