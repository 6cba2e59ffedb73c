import { expect, it } from 'vitest';
import { countdown } from './countdown.ts';

it('counts down in minutes and seconds, and never below the end', () => {
  expect(countdown(900_000)).toBe('15:00');
  expect(countdown(872_000)).toBe('14:32');
  expect(countdown(61_001)).toBe('1:02');
  expect(countdown(400)).toBe('0:01');
  expect(countdown(0)).toBe('0:00');
  expect(countdown(-5000)).toBe('0:00');
});
