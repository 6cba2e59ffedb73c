import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './statistics.ts';

describe('wilsonInterval', () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('agrees with the published interval of %i in %i', (part, n, low, high) => {
    const interval = wilsonInterval(part, n);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('is the whole truth at the edges', () => {
    expect(wilsonInterval(0, 5)?.low).toBe(0);
    expect(wilsonInterval(5, 5)?.high).toBe(1);
    expect(wilsonInterval(1, 1)).toMatchObject({ high: 1 });
  });

  it('says nothing without data', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
