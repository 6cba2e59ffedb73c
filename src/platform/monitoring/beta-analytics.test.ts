import { describe, expect, it } from 'vitest';
import { countBy, fullOn, lastDays, shareOf } from './beta-analytics.ts';
import { usageOf } from './usage-analytics.ts';

const now = new Date('2026-03-01T23:30:00.000Z');

describe('shares', () => {
  it('are null without data, and never zero', () => {
    expect(shareOf(0, 0)).toEqual({ share: null, part: 0, n: 0, interval: null });
  });
  it('come with an interval below a hundred', () => {
    expect(shareOf(0, 20)).toMatchObject({ share: 0, interval: { low: 0 } });
    expect(shareOf(50, 99).interval).not.toBeNull();
    expect(shareOf(50, 100).interval).toBeNull();
  });
});

describe('days', () => {
  it('are all there, oldest first, over the end of a month', () => {
    expect(lastDays(now, 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(new Set(lastDays(now, 30)).size).toBe(30);
  });
});

describe('the day on which the seats run out', () => {
  it.each([
    ['at one a day', 10, 7, '2026-03-11'],
    ['when none is left', 0, 7, '2026-03-01'],
    ['when more are taken than there are', -3, 0, '2026-03-01'],
    ['in a year exactly', 365, 7, '2027-03-01'],
    ['later than in a year', 366, 7, null],
    ['at no rate at all', 10, 0, null],
  ])('%s', (_when, left, registrations, day) => {
    expect(fullOn(now, left, registrations)).toBe(day);
  });
});

it('counts by name, with a zero for what is missing', () => {
  expect(
    countBy(
      ['a', 'b'],
      [
        { name: 'b', n: 2 },
        { name: 'b', n: 3 },
      ] as const,
      (g) => g.name,
      (g) => g.n,
    ),
  ).toEqual({ a: 0, b: 5 });
});

it('adds up usage by tier, and divides nothing by nothing', () => {
  const row = { requests: 10, errors: 1, duration_us: 500_000, calls: 4, cost_usd_micros: 600 };
  expect(usageOf([row, { ...row, errors: 3, cost_usd_micros: 200 }])).toEqual({
    requests: 20,
    calls: 8,
    cost_usd_micros: 800,
    cost_per_call_usd_micros: 100,
    error_share: 0.2,
    mean_ms: 50,
  });
  expect(usageOf([])).toEqual({
    requests: 0,
    calls: 0,
    cost_usd_micros: 0,
    cost_per_call_usd_micros: null,
    error_share: null,
    mean_ms: null,
  });
});
