import { describe, expect, it } from 'vitest';
import { timeTicks } from './time-ticks.ts';

const at = (hour: number, minute = 0, day = 22) => new Date(2026, 10, day, hour, minute).getTime();
const clock = (ticks: readonly number[]) => ticks.map((tick) => new Date(tick).toTimeString().slice(0, 5));

describe('the times under a chart', () => {
  it('are round, as many as there is room for', () => {
    expect(clock(timeTicks({ from: at(11, 47), to: at(12, 47) }, 300))).toEqual(['12:00', '12:15', '12:30', '12:45']);
    expect(clock(timeTicks({ from: at(11, 47), to: at(12, 47) }, 700))).toHaveLength(12);
    expect(clock(timeTicks({ from: at(1), to: at(23) }, 300))).toEqual(['06:00', '12:00', '18:00']);
  });

  it('are midnights over days, and stay the same days while time goes on', () => {
    const month = (day: number) => timeTicks({ from: at(9, 30, day - 30), to: at(9, 30, day) }, 300);
    const [today, tomorrow] = [month(22), month(23)];
    expect(today.every((tick) => new Date(tick).getHours() === 0)).toBe(true);
    expect(today.length).toBeGreaterThanOrEqual(4);
    expect(today.length).toBeLessThanOrEqual(6);
    expect(today.filter((tick) => tick > at(9, 30, -7)).every((tick) => tomorrow.includes(tick))).toBe(true);
  });

  it('are none where there is no time, and never more than fit', () => {
    expect(timeTicks({ from: 5, to: 5 }, 300)).toEqual([]);
    for (const length of [60_000, 300_000, 3_600_000, 86_400_000, 90 * 86_400_000, 400 * 86_400_000]) {
      const ticks = timeTicks({ from: at(12) - length, to: at(12) }, 300);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.length).toBeGreaterThan(0);
    }
  });
});
