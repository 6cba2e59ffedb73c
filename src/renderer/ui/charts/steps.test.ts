import { describe, expect, it } from 'vitest';
import { stepFrom } from './steps.ts';
import type { TimeLine } from './time-line.ts';

const line = (points: readonly (readonly [number, number | null])[]): TimeLine => ({
  name: 'mean',
  colour: 'chart-1',
  step: 10,
  points: {
    times: Float64Array.from(points, ([time]) => time),
    values: Float64Array.from(points, ([, value]) => value ?? Number.NaN),
  },
});
const window = { from: 0, to: 100 };
const lines = [
  line([
    [-10, 1],
    [10, 1],
    [20, null],
    [30, 1],
    [60, 1],
    [110, 1],
  ]),
  line([
    [10, 2],
    [40, 2],
  ]),
];
const walk = (at: number | null, ...keys: string[]) =>
  keys.reduce<number | null>((here, key) => stepFrom(here, key, lines, window) ?? here, at);

describe('the crosshair by keys', () => {
  it('begins at the newest point, at the oldest with Home', () => {
    expect(walk(null, 'ArrowRight')).toBe(60);
    expect(walk(null, 'ArrowLeft')).toBe(60);
    expect(walk(null, 'Home')).toBe(10);
  });

  it('goes from point to point of all lines, over gaps, and not beyond what is shown', () => {
    expect(walk(60, 'ArrowLeft')).toBe(40);
    expect(walk(60, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft')).toBe(10);
    expect(walk(10, 'ArrowLeft')).toBe(10);
    expect(walk(40, 'ArrowRight', 'ArrowRight')).toBe(60);
    expect([walk(40, 'Home'), walk(10, 'End'), walk(10, 'PageUp'), walk(60, 'PageDown')]).toEqual([10, 60, 60, 10]);
  });

  it('goes on from between two points, where a pointer may have left it', () => {
    expect(walk(35, 'ArrowRight')).toBe(40);
    expect(walk(35, 'ArrowLeft')).toBe(30);
    expect(walk(80, 'ArrowLeft')).toBe(60);
  });

  it('begins anew where the moment has moved out of the window', () => {
    expect(walk(-500, 'ArrowLeft')).toBe(60);
  });

  it('leaves other keys alone, and stays where there is nothing', () => {
    expect(stepFrom(10, 'Enter', lines, window)).toBeUndefined();
    expect(stepFrom(null, 'ArrowLeft', [], window)).toBeUndefined();
  });
});
