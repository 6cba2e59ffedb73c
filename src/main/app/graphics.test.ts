import { expect, test } from 'vitest';
import { mayHaveGraphics } from './graphics.ts';

test('a Linux without any graphics device is not searched for one', () => {
  expect(mayHaveGraphics('linux', () => false)).toBe(false);
});

test.each(['/dev/dri', '/dev/nvidiactl', '/dev/dxg'])('with %s the engine decides', (device) => {
  expect(mayHaveGraphics('linux', (path) => path === device)).toBe(true);
});

test('elsewhere there are no such files to go by', () => {
  expect(mayHaveGraphics('darwin', () => false)).toBe(true);
  expect(mayHaveGraphics('win32', () => false)).toBe(true);
});
