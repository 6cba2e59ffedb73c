import { describe, expect, it } from 'vitest';
import { formatMeasure, formatMilliseconds, formatRate } from './measures.ts';

describe('what was measured, in words', () => {
  it('says times with three figures at most', () => {
    expect([0, 0.42, 9.94, 9.96, 12.4, 999.4, 999.6, 1250, 12_340, 119_000].map(formatMilliseconds)).toEqual([
      '0 ms',
      '0.4 ms',
      '9.9 ms',
      '10 ms',
      '12 ms',
      '999 ms',
      '1 s',
      '1.25 s',
      '12.3 s',
      '2 min',
    ]);
  });

  it('tells next to nothing from nothing', () => {
    expect([0, 0.001234, 0.05, 0.2, 0.999, 3.24, 12.4, 1234].map(formatRate)).toEqual([
      '0/s',
      '0.0012/s',
      '0.05/s',
      '0.2/s',
      '1/s',
      '3.2/s',
      '12/s',
      '1,234/s',
    ]);
  });

  it('knows the units', () => {
    expect(formatMeasure('share', 0.1234)).toBe('12.3 %');
    expect(formatMeasure('bytes', 12_345_678)).toBe('12.3 MB');
    expect(formatMeasure('count', 2.5)).toBe('2.5');
    expect(formatMeasure('count', 1234)).toBe('1,234');
  });
});
