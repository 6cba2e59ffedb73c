import { describe, expect, it } from 'vitest';
import type { QuietHours } from '#bridge/channels.ts';
import { isQuiet, mayShow } from './quiet-hours.ts';

const night: QuietHours = { enabled: true, from: '22:00', to: '07:00', criticalPasses: true };
/** A moment on the wall clock, whatever zone the test runs in. */
const at = (hours: number, minutes = 0) => new Date(2026, 2, 2, hours, minutes, 59);

describe('quiet hours', () => {
  it('go over midnight, with their first minute and without their last', () => {
    expect([21.99, 22, 23.5, 0, 3, 6.99, 7, 12].map((hour) => isQuiet(night, at(0, Math.round(hour * 60))))).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('may lie within a day', () => {
    const noon = { ...night, from: '12:00', to: '13:30' };
    expect([at(11, 59), at(12), at(13, 29), at(13, 30), at(0)].map((time) => isQuiet(noon, time))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it('from a time to itself are none', () => {
    expect([at(0), at(22), at(22, 1)].map((time) => isQuiet({ ...night, to: '22:00' }, time))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('are none while they are switched off', () => {
    expect(isQuiet({ ...night, enabled: false }, at(23))).toBe(false);
  });

  it('let pass what is critical, where that was chosen', () => {
    expect(mayShow(night, true, at(23))).toBe(true);
    expect(mayShow({ ...night, criticalPasses: false }, true, at(23))).toBe(false);
    expect(mayShow(night, false, at(23))).toBe(false);
    expect(mayShow({ ...night, criticalPasses: false }, false, at(12))).toBe(true);
  });

  it('end on the night of a change of clocks as on any other', () => {
    // Wherever this runs: it is the hour on the wall that counts, not how many have passed.
    for (const [month, day] of [
      [2, 29],
      [9, 25],
    ] as const) {
      expect(isQuiet(night, new Date(2026, month, day, 6, 59))).toBe(true);
      expect(isQuiet(night, new Date(2026, month, day, 7, 0))).toBe(false);
    }
  });
});
