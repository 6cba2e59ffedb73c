import { describe, expect, it } from 'vitest';
import { chooseResolution, coverRange, mostPoints, readRange } from './ranges.ts';

const now = new Date('2026-03-10T12:34:56.000Z');
const upTo = (milliseconds: number, to = now) => ({ from: new Date(to.getTime() - milliseconds), to });
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('the resolution of a range', () => {
  it.each([
    [5 * minute, 10],
    [4 * hour, 10],
    [5 * hour, 60],
    [24 * hour, 60],
    [7 * day, 3600],
    [30 * day, 3600],
    [90 * day, 86_400],
    [400 * day, 86_400],
  ])('of %s ms up to now is %s s', (length, resolution) => {
    expect(chooseResolution(upTo(length), now, 10)).toBe(resolution);
    expect(length / 1000 / resolution).toBeLessThanOrEqual(mostPoints);
  });

  it('is one that is still kept', () => {
    expect(chooseResolution(upTo(hour, new Date(now.getTime() - 2 * day)), now, 10)).toBe(60);
    expect(chooseResolution(upTo(hour, new Date(now.getTime() - 60 * day)), now, 10)).toBe(3600);
    expect(chooseResolution(upTo(hour, new Date(now.getTime() - 500 * day)), now, 10)).toBe(86_400);
  });

  it('is none that the series does not have', () => {
    expect(chooseResolution(upTo(hour), now, 60)).toBe(60);
  });
});

describe('the parts of a range', () => {
  const parts = (range: { from: Date; to: Date }, finest: 10 | 60 = 10) =>
    coverRange(range, now, finest).map(({ resolution, from, to }) => [
      resolution,
      from.toISOString(),
      to.toISOString(),
    ]);

  it('follow one another without a gap and without an overlap', () => {
    for (const length of [minute, 61 * minute, 25 * hour, 8 * day, 300 * day]) {
      for (const finest of [10, 60] as const) {
        const segments = coverRange(upTo(length), now, finest);
        for (const [index, segment] of segments.entries()) {
          const next = segments[index + 1];
          if (next) expect(segment.to).toEqual(next.from);
        }
        expect(segments.at(-1)?.to).toEqual(now);
        expect(segments[0]?.from.getTime()).toBeLessThanOrEqual(now.getTime() - length);
      }
    }
  });

  it('are coarse in the middle and fine where the range begins and ends', () => {
    expect(parts({ from: new Date('2026-03-09T22:58:30.000Z'), to: now })).toEqual([
      [10, '2026-03-09T22:58:30.000Z', '2026-03-09T22:59:00.000Z'],
      [60, '2026-03-09T22:59:00.000Z', '2026-03-09T23:00:00.000Z'],
      [3600, '2026-03-09T23:00:00.000Z', '2026-03-10T12:00:00.000Z'],
      [60, '2026-03-10T12:00:00.000Z', '2026-03-10T12:34:00.000Z'],
      [10, '2026-03-10T12:34:00.000Z', '2026-03-10T12:34:56.000Z'],
    ]);
  });

  it('leave an hour that has just ended to its minutes', () => {
    const justAfter = new Date('2026-03-10T12:01:00.000Z');
    const segments = coverRange({ from: new Date('2026-03-10T11:00:00.000Z'), to: justAfter }, justAfter, 10);
    expect(segments.map(({ resolution }) => resolution)).toEqual([60, 10]);
  });

  it('are few for a month', () => {
    const segments = coverRange(upTo(30 * day), now, 10);
    const points = segments.reduce(
      (sum, { resolution, from, to }) => sum + (to.getTime() - from.getTime()) / 1000 / resolution,
      0,
    );
    expect(points).toBeLessThan(250);
  });

  it('round outwards where nothing finer is kept any more', () => {
    const [first] = coverRange(upTo(100 * day), now, 10);
    expect(first).toMatchObject({ resolution: 3600, from: new Date('2025-11-30T12:00:00.000Z') });
    const [old] = coverRange(upTo(day, new Date(now.getTime() - 450 * day)), now, 10);
    expect(old?.resolution).toBe(86_400);
  });
});

it('takes the last hour where no range is named, and refuses what is none', () => {
  expect(readRange({}, now)).toEqual(upTo(hour));
  expect(() => readRange({ from: now.toISOString(), to: now.toISOString() }, now)).toThrow('before it begins');
  expect(() => readRange({ from: '2024-01-01T00:00:00.000Z' }, now)).toThrow('400 days');
});
