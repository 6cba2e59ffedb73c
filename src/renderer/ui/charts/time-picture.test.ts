import { describe, expect, it } from 'vitest';
import { momentText, tickText, valueAxis } from './axis.ts';
import type { TimeLine } from './time-line.ts';
import { atPixels, isSamePicture, pictureOf, plotOf, room, traceOf } from './time-picture.ts';

const second = 1000;
const line = (values: readonly (number | null)[], from = 0): TimeLine => ({
  name: 'CPU <b>',
  colour: 'chart-1',
  step: 10 * second,
  points: {
    times: Float64Array.from(values, (_, place) => (from + place * 10) * second),
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
  },
});
const window = { from: 0, to: 100 * second };
const scale = { kind: 'number', format: String } as const;
const gap = [Number.NaN, Number.NaN];

describe('a line of a chart', () => {
  const plot = { width: 100, height: 80 };

  it('has gaps as gaps, and a point that stands alone as a run of its own', () => {
    expect([...traceOf(line([1, 2, null, 4, null, 6, 8]), window, 8, plot)]).toEqual(
      [[0, 70], [10, 60], gap, [30, 40], gap, [50, 20], [60, 0]].flat(),
    );
  });

  it('has no more spots than there are pixels', () => {
    const long = line(Array.from({ length: 1500 }, (_, place) => place % 7));
    expect(traceOf(long, { from: 0, to: 15_000 * second }, 7, { width: 300, height: 80 })).toHaveLength(600);
  });

  it('goes on beyond the edge to the next point, and is nothing where there is none', () => {
    expect([...traceOf(line([0, 8, 0, 0], -10), window, 8, plot)]).toEqual([-10, 80, 0, 0, 10, 80, 20, 80]);
    expect(traceOf(line([]), window, 8, plot)).toHaveLength(0);
    expect(traceOf(line([null, null]), window, 8, plot)).toHaveLength(0);
  });
});

describe('a chart over time', () => {
  it('is as wide as its window, wherever its points are', () => {
    const picture = pictureOf([line([1, 2, 3], 500)], scale, window, { width: 400, height: 144 });
    expect(picture.window).toEqual(window);
    // The one point beyond the edge.
    expect(picture.lines.map(({ trace }) => trace[0])).toEqual([5 * plotOf(picture.size).width]);
  });

  it('has room around its lines, however small it is', () => {
    expect(plotOf({ width: 400, height: 144 })).toEqual({ width: 400 - room.left - room.right, height: 96 });
    expect(plotOf({ width: 20, height: 20 })).toEqual({ width: 16, height: 16 });
  });
});

describe('a picture that is drawn again', () => {
  const size = { width: 400, height: 144 };
  const picture = (values: readonly (number | null)[], to = 100) =>
    pictureOf([line(values)], scale, { from: 0, to: to * second }, size);

  it('moves by whole pixels of the screen', () => {
    const at = (to: number) => atPixels({ from: to - 100_000, to }, 100);
    expect(at(500_999)).toEqual({ from: 400_000, to: 500_000 });
    expect(at(501_000)).toEqual({ from: 401_000, to: 501_000 });
    expect(atPixels({ from: 5, to: 5 }, 100)).toEqual({ from: 5, to: 5 });
  });

  it('is the same only while nothing in it has changed', () => {
    expect(isSamePicture(picture([1, 2, null, 4]), picture([1, 2, null, 4]))).toBe(true);
    expect(isSamePicture(picture([1, 2, null, 4]), picture([1, 2, null, 3]))).toBe(false);
    expect(isSamePicture(picture([1, 2]), picture([1, 2, 3]))).toBe(false);
    expect(isSamePicture(picture([1, 2]), picture([1, 2], 101))).toBe(false);
    expect(isSamePicture(picture([1, null, 3]), picture([1, null]))).toBe(false);
  });

  it('is another one at another size, or with lines that look otherwise', () => {
    const one = line([1, 2]);
    const drawn = (lines: readonly TimeLine[], width = 400) => pictureOf(lines, scale, window, { width, height: 144 });
    expect(isSamePicture(drawn([one]), drawn([one], 401))).toBe(false);
    expect(isSamePicture(drawn([one]), drawn([{ ...one, colour: 'chart-2' }]))).toBe(false);
    expect(isSamePicture(drawn([one]), drawn([{ ...one, dashed: true }]))).toBe(false);
    expect(isSamePicture(drawn([one]), drawn([one, one]))).toBe(false);
  });
});

describe('axes', () => {
  it('end at round numbers above the peak', () => {
    expect(valueAxis('number', 0.42)).toEqual({ max: 0.6000000000000001, interval: 0.2 });
    expect(valueAxis('number', 480)).toEqual({ max: 600, interval: 200 });
    expect(valueAxis('number', 0)).toEqual({ max: 1, interval: 1 });
    expect(valueAxis('whole', 0.4)).toEqual({ max: 1, interval: 1 });
    expect(valueAxis('whole', 7)).toEqual({ max: 10, interval: 5 });
  });

  it('show shares at a size at which they can be seen', () => {
    expect([0, 0.04, 0.2, 0.3, 0.7, 0.99].map((peak) => valueAxis('share', peak).max)).toEqual([
      0.1, 0.1, 0.25, 0.5, 1, 1,
    ]);
  });

  it('say as much of the time as tells the ticks apart', () => {
    const noon = new Date(2026, 10, 22, 12, 5, 9).getTime();
    const hours = (count: number) => ({ from: noon - count * 3_600_000, to: noon });
    expect(tickText(noon, hours(0.05))).toBe('12:05:09');
    expect(tickText(noon, hours(6))).toBe('12:05');
    expect(tickText(noon, hours(168))).toBe('22 Nov');
    expect(tickText(new Date(2026, 10, 22).getTime(), hours(24))).toBe('22 Nov');
    expect(momentText(noon, 10_000)).toBe('12:05:09');
    expect(momentText(noon, 3_600_000)).toBe('22 Nov, 12:05');
  });
});
