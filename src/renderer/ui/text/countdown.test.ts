import { expect, it } from 'vitest';
import { clockWords, heldWords, secondsUntil } from './countdown.ts';

it('counts down to nothing, and not below', () => {
  const now = Date.parse('2026-11-22T12:00:00.400Z');
  expect(secondsUntil(now + 42_600, now)).toBe(43);
  expect(secondsUntil(now - 60_000, now)).toBe(0);
  expect([60, 43, 9, 0].map(clockWords)).toEqual(['1:00', '0:43', '0:09', '0:00']);
});

it('says where a held mail goes', () => {
  expect(heldWords(43, false)).toBe('goes out in 0:43');
  expect(heldWords(0, false)).toBe('goes out now');
  expect(heldWords(43, true)).toBe('goes to the outbox in 0:43');
});
