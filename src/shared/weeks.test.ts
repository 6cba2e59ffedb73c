import { describe, expect, it } from 'vitest';
import { isoWeekOf, isoWeekRange } from './weeks.ts';

describe('ISO weeks', () => {
  it.each([
    ['2026-03-02T09:00:00Z', '2026-W10'],
    ['2026-03-01T23:59:59Z', '2026-W09'],
    ['2027-01-03T12:00:00Z', '2026-W53'],
    ['2027-01-04T00:00:00Z', '2027-W01'],
    ['2024-12-30T00:00:00Z', '2025-W01'],
  ])('%s is in %s', (time, week) => {
    expect(isoWeekOf(new Date(time))).toBe(week);
    const { from, to } = isoWeekRange(week);
    expect(new Date(time) >= from && new Date(time) < to).toBe(true);
  });

  it('follow each other without a gap for fifty years', () => {
    let day = Date.UTC(2000, 0, 3);
    for (let week = 0; week < 52 * 50; week += 1) {
      const { from, to } = isoWeekRange(isoWeekOf(new Date(day)));
      expect(from.getTime()).toBe(day);
      day = to.getTime();
    }
  });
});
