import { expect, it } from 'vitest';
import { ended, sessionsEnd } from './session-end-words.ts';

it('says what becomes of the sessions of somebody, before and after', () => {
  expect(sessionsEnd(0)).toBe('No session of theirs is live.');
  expect(sessionsEnd(1)).toBe('Their live session ends at once.');
  expect(sessionsEnd(3)).toBe('Their 3 live sessions end at once.');
  expect(ended(0)).toBe('');
  expect(ended(1)).toBe('; 1 session ended');
});
