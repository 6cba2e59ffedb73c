import { describe, expect, it } from 'vitest';
import { largestTriangles } from './lttb.ts';

const flat = (spots: readonly (readonly [time: number, value: number])[]) => Float64Array.from(spots.flat());
const pairs = (spots: Float64Array) =>
  Array.from({ length: spots.length / 2 }, (_, place) => [spots[place * 2], spots[place * 2 + 1]]);
const wave = (length: number) =>
  flat(Array.from({ length }, (_, place) => [place * 1000, Math.sin(place / 20)] as const));

describe('fewer spots of the same shape', () => {
  it('leaves few as they are', () => {
    const few = wave(10);
    expect(largestTriangles(few, 10)).toBe(few);
    expect(pairs(largestTriangles(flat([]), 5))).toEqual([]);
  });

  it('gives exactly as many as asked for, in order, with both ends, and only ones that were measured', () => {
    const all = pairs(wave(1501));
    const chosen = pairs(largestTriangles(wave(1501), 200));
    expect(chosen).toHaveLength(200);
    expect(chosen[0]).toEqual(all[0]);
    expect(chosen.at(-1)).toEqual(all.at(-1));
    expect(chosen.every(([time = 0], place) => place === 0 || time > (chosen[place - 1]?.[0] ?? 0))).toBe(true);
    expect(chosen.every(([time = 0, value]) => all[time / 1000]?.[1] === value)).toBe(true);
  });

  it('keeps a single peak, wherever it is', () => {
    for (const peak of [1, 250, 777, 998]) {
      const spots = flat(Array.from({ length: 1000 }, (_, place) => [place, place === peak ? 9 : 1] as const));
      expect(pairs(largestTriangles(spots, 50))).toContainEqual([peak, 9]);
    }
  });

  it('comes to an end with next to nothing', () => {
    expect(pairs(largestTriangles(wave(9), 2))).toEqual([pairs(wave(9))[0], pairs(wave(9))[8]]);
    expect(pairs(largestTriangles(wave(9), 1))).toEqual([pairs(wave(9))[8]]);
    expect(largestTriangles(wave(9), 0)).toHaveLength(0);
  });
});
