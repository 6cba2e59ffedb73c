import { describe, expect, it } from 'vitest';
import { type ChartContent, type ChartPoint, chartHtml, linePath, roundAbove, scaleOf } from './chart.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 2, 2, 8, 0);
const points = (...minutes: [number, number][]): ChartPoint[] =>
  minutes.map(([at, value]) => ({ at: start + at * minute, value }));
const content = (more: Partial<ChartContent>): ChartContent => ({
  id: 'cpu',
  title: 'CPU',
  points: [],
  from: start,
  to: start + hour,
  words: (value) => `${value} ms`,
  ...more,
});

describe('the scale of a chart', () => {
  it.each([
    [0, 1],
    [Number.NaN, 1],
    [0.3, 0.5],
    [1, 1],
    [1.01, 2],
    [4.2, 5],
    [99, 100],
    [100, 100],
    [212, 500],
  ])('rounds %s up to %s', (value, round) => {
    expect(roundAbove(value)).toBe(round);
  });

  it('keeps the target in sight where it is near, and does not flatten the line for one far off', () => {
    expect(scaleOf({ points: points([0, 60]), target: 100 })).toBe(100);
    expect(scaleOf({ points: points([0, 3]), target: 500 })).toBe(5);
    expect(scaleOf({ points: points([0, 800]), target: 500 })).toBe(1000);
    expect(scaleOf({ points: points([0, 0.1]), most: 1 })).toBe(1);
  });
});

describe('the line of a chart', () => {
  const path = (...minutes: [number, number][]) => linePath(points(...minutes), start, start + hour, 100);

  it('goes from minute to minute, higher for more', () => {
    expect(path([0, 0], [1, 50], [2, 100])).toBe('M0 72L5 36L10 0');
  });

  it('breaks where nothing was measured, and shows a minute that stands alone', () => {
    expect(path([0, 0], [1, 0], [10, 100], [20, 50], [21, 50])).toBe('M0 72L5 72M50 0h5M100 36L105 36');
  });

  it('stays within the picture', () => {
    expect(path([0, -20], [1, 500])).toBe('M0 72L5 0');
    expect(path()).toBe('');
  });
});

describe('a chart', () => {
  it('says what it shows, and has all of it in a table', () => {
    const { text } = chartHtml(content({ points: points([0, 10], [1, 90], [58, 40]), target: 100 }));
    expect(text).toContain('aria-label="CPU in the last hour: 10 ms to 90 ms, not measured in 57 of 60 minutes"');
    expect(text).toContain('<span class="value">40 ms</span>');
    expect(text).toContain('Target 100 ms');
    expect(text).toContain('<caption>CPU, by minute (UTC)</caption>');
    expect(
      [...text.matchAll(/<th scope="row">(\d\d:\d\d)<\/th><td>([^<]*)/g)].map(([, at, value]) => [at, value]),
    ).toEqual([
      ['08:58', '40 ms'],
      ['08:01', '90 ms'],
      ['08:00', '10 ms'],
    ]);
  });

  it('does not call old what is now', () => {
    expect(chartHtml(content({ points: points([10, 10]) })).text).toContain('<span class="value">No data</span>');
  });

  it('says that there is nothing rather than drawing a 0', () => {
    const { text } = chartHtml(content({ target: 100 }));
    expect(text).toContain('Nothing was measured in the last hour.');
    expect(text).not.toMatch(/<svg|<table/);
  });

  it('lets no name become markup', () => {
    const nasty = '"><script>alert(1)</script>';
    const { text } = chartHtml(content({ title: nasty, points: points([0, 1]) }));
    expect(text).not.toContain('<script');
  });
});
