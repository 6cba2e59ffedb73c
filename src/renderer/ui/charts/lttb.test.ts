import { describe, expect, it } from 'vitest';
import { largestTriangles, type Spot } from './lttb.ts';

const wave = (length: number): Spot[] => Array.from({ length }, (_, place) => [place * 1000, Math.sin(place / 20)]);

describe('fewer spots of the same shape', () => {
  it('leaves few as they are', () => {
    const few = wave(10);
    expect(largestTriangles(few, 10)).toBe(few);
    expect(largestTriangles([], 5)).toEqual([]);
  });

  it('gives exactly as many as asked for, in order, with both ends, and only ones that were measured', () => {
    const all = wave(1501);
    const chosen = largestTriangles(all, 200);
    expect(chosen).toHaveLength(200);
    expect(chosen[0]).toBe(all[0]);
    expect(chosen.at(-1)).toBe(all.at(-1));
    expect(chosen.every((spot, place) => place === 0 || spot[0] > (chosen[place - 1]?.[0] ?? 0))).toBe(true);
    expect(chosen.every((spot) => all.includes(spot))).toBe(true);
  });

  it('keeps a single peak, wherever it is', () => {
    for (const peak of [1, 250, 777, 998]) {
      const spots: Spot[] = Array.from({ length: 1000 }, (_, place) => [place, place === peak ? 9 : 1]);
      expect(largestTriangles(spots, 50)).toContainEqual([peak, 9]);
    }
  });

  it('comes to an end with next to nothing', () => {
    expect(largestTriangles(wave(9), 2)).toHaveLength(2);
    expect(largestTriangles(wave(9), 1)).toHaveLength(1);
    expect(largestTriangles(wave(9), 0)).toHaveLength(0);
  });
});
