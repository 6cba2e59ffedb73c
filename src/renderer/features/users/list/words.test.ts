import { expect, it } from 'vitest';
import { seenWords } from './words.ts';

it('says when somebody was seen', () => {
  expect(seenWords({ within: true, days: 1 })).toBe('Seen in the last day');
  expect(seenWords({ within: true, days: 7 })).toBe('Seen in the last 7 days');
  expect(seenWords({ within: false, days: 14 })).toBe('Not seen for 14 days');
});
