import { expect, it } from 'vitest';
import { latestWeeks, weekWords } from './weeks.ts';

it('says which days a week has', () => {
  expect(weekWords('2026-W47')).toBe('2026-W47, 16–22 Nov');
  expect(weekWords('2026-W40')).toBe('2026-W40, 28 Sep–4 Oct');
  expect(weekWords('2026-W01')).toBe('2026-W01, 29 Dec–4 Jan');
});

it('offers the weeks up to now, over the turn of the year', () => {
  expect(latestWeeks(new Date('2027-01-05T00:00:00Z'), 3)).toEqual(['2027-W01', '2026-W53', '2026-W52']);
});
