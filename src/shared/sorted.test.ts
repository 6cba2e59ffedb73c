import { describe, expect, it } from 'vitest';
import { placeAfter, placeFrom } from './sorted.ts';

describe('places in sorted numbers', () => {
  const numbers = Float64Array.of(10, 20, 20, 30);

  it('are those of the first that is not below, or above, a limit', () => {
    expect([5, 10, 15, 20, 30, 31].map((limit) => placeFrom(numbers, limit))).toEqual([0, 0, 1, 1, 3, 4]);
    expect([5, 10, 15, 20, 30, 31].map((limit) => placeAfter(numbers, limit))).toEqual([0, 1, 1, 3, 4, 4]);
  });

  it('are the first of none', () => {
    expect([placeFrom([], 5), placeAfter([], 5)]).toEqual([0, 0]);
  });
});
