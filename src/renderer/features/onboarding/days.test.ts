import { expect, it } from 'vitest';
import { daysObjection } from './days.ts';

it('takes two days in their order, and says why not otherwise', () => {
  expect(daysObjection('2026-11-01', '2026-11-01')).toBeNull();
  expect(daysObjection('2026-11-02', '2026-11-01')).toBe('The range ends before it begins');
  expect(daysObjection('', '2026-11-01')).toBe('Choose both days');
  expect(daysObjection('0001-01-01', '2026-11-01')).toBe('Choose days after 1970');
});
