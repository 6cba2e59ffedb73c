import { describe, expect, it } from 'vitest';
import { outagesOf, type Stretch, sharesOf, unmeasuredOf } from './outages.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute)).toISOString();
const states: Stretch[] = [
  { state: 'up', from: at(10), to: at(20) },
  { state: 'down', from: at(20), to: at(25) },
  { state: 'up', from: at(25), to: at(40) },
  { state: 'down', from: at(40), to: at(41) },
];

describe('the states of a service', () => {
  it('are shares of the whole time, also of the time that nobody knows of', () => {
    expect(sharesOf(states, at(0), at(50)).map(({ state, share }) => [state, Math.round(share * 100)])).toEqual([
      ['unknown', 20],
      ['up', 20],
      ['down', 10],
      ['up', 30],
      ['down', 2],
      ['unknown', 18],
    ]);
    expect(sharesOf([], at(0), at(10))).toMatchObject([{ state: 'unknown', share: 1 }]);
  });

  it('are cut to the time that is shown', () => {
    expect(sharesOf(states, at(15), at(22)).map(({ state }) => state)).toEqual(['up', 'down']);
    expect(sharesOf(states, at(15), at(22)).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });

  it('tell when it was down, newest first', () => {
    expect(outagesOf(states)).toEqual([
      { from: at(40), milliseconds: 60_000 },
      { from: at(20), milliseconds: 300_000 },
    ]);
  });

  it('tell how long nobody measured it', () => {
    expect(unmeasuredOf(states, at(0), at(50))).toBe(19 * 60_000);
    expect(unmeasuredOf(states, at(12), at(30))).toBe(0);
    expect(unmeasuredOf([], at(0), at(10))).toBe(600_000);
  });
});
