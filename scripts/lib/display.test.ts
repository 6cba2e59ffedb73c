import { expect, test } from 'vitest';
import { findDisplay } from './display.mjs';

const nothing = () => false;
const everything = () => true;

test('a display whose socket is there can show a window', () => {
  expect(findDisplay({ DISPLAY: ':0' }, 'linux', (path) => path === '/tmp/.X11-unix/X0')).toEqual({ shown: true });
});

test('Wayland, a display on another machine, Windows and macOS can show a window', () => {
  expect(findDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', nothing).shown).toBe(true);
  expect(findDisplay({ DISPLAY: 'localhost:10.0' }, 'linux', nothing).shown).toBe(true);
  expect(findDisplay({}, 'win32', nothing).shown).toBe(true);
  expect(findDisplay({}, 'darwin', nothing).shown).toBe(true);
});

test('without a display, or with one left over from an ended session, the reason is given', () => {
  expect(findDisplay({}, 'linux', everything)).toEqual({ shown: false, because: 'there is no display here' });
  expect(findDisplay({ DISPLAY: ':7.0' }, 'linux', nothing)).toEqual({
    shown: false,
    because: 'the display :7.0 does not answer',
  });
});
