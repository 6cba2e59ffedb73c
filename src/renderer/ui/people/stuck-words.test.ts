import { expect, it } from 'vitest';
import { errorWords, rankWords, timesWords } from './stuck-words.ts';

it('says how many times the median somebody has waited', () => {
  expect(timesWords({ dwell_seconds: 3400, median_seconds: 1000 })).toBe('3.4×');
  expect(timesWords({ dwell_seconds: 1_234_500, median_seconds: 1000 })).toBe('1,235×');
  expect(timesWords({ dwell_seconds: 100_000, median_seconds: 0 })).toBeNull();
});

it('says what failed', () => {
  const at = '2026-11-21T12:00:00Z';
  expect(errorWords({ source: 'sign_in', at, reason: 'wrong_password' })).toBe('Sign-in failed: wrong password');
  expect(errorWords({ source: 'mail', at, reason: '550 no such user' })).toBe('Mail failed: 550 no such user');
  expect(errorWords({ source: 'mail', at, reason: null })).toBe('Mail failed');
});

it('names a place', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 1002].map(rankWords)).toEqual(
    ['', '2nd ', '3rd ', '4th ', '11th ', '12th ', '13th ', '21st ', '102nd ', '111th ', '1,002nd '].map(
      (place) => `${place}longest`,
    ),
  );
});
