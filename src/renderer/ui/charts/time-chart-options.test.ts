import { describe, expect, it } from 'vitest';
import { momentText, tickText, valueAxis } from './axis.ts';
import { atPixels, drawnLine, frameOption, isSamePicture, pictureOf } from './time-chart-options.ts';
import type { TimeLine } from './time-line.ts';

const second = 1000;
const line = (values: readonly (number | null)[], from = 0): TimeLine => ({
  name: 'CPU <b>',
  colour: 'chart-1',
  step: 10 * second,
  points: values.map((value, place) => ({ time: (from + place * 10) * second, value })),
});
const window = { from: 0, to: 100 * second };
const scale = { kind: 'number', format: String } as const;

describe('a chart over time', () => {
  it('draws gaps as gaps, and a point that stands alone as a run of its own', () => {
    expect(drawnLine(line([1, 2, null, 4, null, 6, 7]), window, 500)).toEqual([
      [
        [0, 1],
        [10_000, 2],
      ],
      [[30_000, 4]],
      [
        [50_000, 6],
        [60_000, 7],
      ],
    ]);
  });

  it('draws no more spots than there are pixels', () => {
    const long = line(Array.from({ length: 1500 }, (_, place) => place % 7));
    expect(drawnLine(long, { from: 0, to: 15_000 * second }, 300).flat()).toHaveLength(300);
  });

  it('is as wide as its window, wherever its points are', () => {
    const picture = pictureOf([line([1, 2, 3], 500)], scale, window, 400);
    expect(picture.window).toEqual(window);
    expect(picture.lines.flat(2).length).toBeLessThanOrEqual(1);
  });

  it('shows the target dashed with its value, and colours from tokens alone', () => {
    const target = { name: 'Target', value: 5 };
    const option = frameOption({ ...scale, target }, { max: 10, interval: 5 }, (token) => `#${token}`);
    expect(option.yAxis).toMatchObject({ max: 10, interval: 5, axisLabel: { color: '#text-muted' } });
    expect(option.series[0]?.markLine).toMatchObject({
      label: { formatter: 'Target 5', color: '#text-muted' },
      lineStyle: { type: 'dashed', color: '#text-faint' },
      data: [{ yAxis: 5 }],
    });
  });
});

describe('a picture that is drawn again', () => {
  const picture = (values: readonly (number | null)[], to = 100) =>
    pictureOf([line(values)], scale, { from: 0, to: to * second }, 400);

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
