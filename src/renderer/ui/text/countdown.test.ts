import { expect, it } from 'vitest';
import { clockWords, secondsUntil } from './countdown.ts';

it('counts down to nothing, and not below', () => {
  const now = Date.parse('2026-11-22T12:00:00.400Z');
  expect(secondsUntil('2026-11-22T12:00:43.000Z', now)).toBe(43);
  expect(secondsUntil('2026-11-22T11:59:00.000Z', now)).toBe(0);
  expect([60, 43, 9, 0].map(clockWords)).toEqual(['1:00', '0:43', '0:09', '0:00']);
});
