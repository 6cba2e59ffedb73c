import { expect, it } from 'vitest';
import { latestWeeks, named, seenAgo, seenWords, weekWords } from './words.ts';

it('says which days a week has', () => {
  expect(weekWords('2026-W47')).toBe('2026-W47, 16–22 Nov');
  expect(weekWords('2026-W40')).toBe('2026-W40, 28 Sep–4 Oct');
  expect(weekWords('2026-W01')).toBe('2026-W01, 29 Dec–4 Jan');
});

it('offers the weeks up to now, over the turn of the year', () => {
  expect(latestWeeks(new Date('2027-01-05T00:00:00Z'), 3)).toEqual(['2027-W01', '2026-W53', '2026-W52']);
});

it('says when somebody was seen', () => {
  expect(seenWords({ within: true, days: 1 })).toBe('Seen in the last day');
  expect(seenWords({ within: true, days: 7 })).toBe('Seen in the last 7 days');
  expect(seenWords({ within: false, days: 14 })).toBe('Not seen for 14 days');
});

it('cuts and fences a name', () => {
  expect(named('Ada')).toBe('\u2068Ada\u2069');
  expect([...named('x'.repeat(10_000))]).toHaveLength(62);
});

it('says how long ago in one unit', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  expect(seenAgo('2026-11-21T11:59:30Z', now)).toBe('just now');
  expect(seenAgo('2026-11-21T11:48:20Z', now)).toBe('11 min ago');
  expect(seenAgo('2026-11-21T01:10:00Z', now)).toBe('10 h ago');
  expect(seenAgo('2026-11-01T01:10:00Z', now)).toBe('20 d ago');
  expect(seenAgo('2026-11-22T00:00:00Z', now)).toBe('just now');
});
