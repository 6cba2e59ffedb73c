import { expect, it } from 'vitest';
import { extendedExpiry, isWholeDays } from './extend-days.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

it('extends from the present expiry while it lies ahead, else from now', () => {
  expect(extendedExpiry('2026-11-25T00:00:00Z', 7, now)).toBe('2026-12-02T00:00:00.000Z');
  expect(extendedExpiry('2026-11-01T00:00:00Z', 7, now)).toBe('2026-11-28T12:00:00.000Z');
});

it('takes whole days from 1 to 90', () => {
  expect([1, 90].every(isWholeDays)).toBe(true);
  expect([0, 91, 1.5, '', '7', Number.NaN].some(isWholeDays)).toBe(false);
});
