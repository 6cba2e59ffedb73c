import { expect, it } from 'vitest';
import { recallOffset, rememberOffset } from './scroll-memory.ts';

it('remembers where the last lists were scrolled to, and forgets the oldest', () => {
  for (let list = 0; list < 60; list += 1) rememberOffset(`list ${list}`, 100 + list);
  expect(recallOffset('list 59')).toBe(159);
  expect(recallOffset('list 0')).toBe(0);
  rememberOffset('list 59', 0);
  expect(recallOffset('list 59')).toBe(0);
});
