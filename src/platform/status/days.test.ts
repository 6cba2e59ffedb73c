import { describe, expect, it } from 'vitest';
import type { Outage } from '#platform/incidents/downtime.ts';
import { timelineOf } from '#platform/uptime/timeline.ts';
import { dayStates, daysUntil, worstOf } from './days.ts';

const now = Date.parse('2026-03-02T09:00:00Z');
const toldSince = Date.parse('2026-02-27T12:00:00Z');

function outage(from: string, to: string | null, downtime = true): Outage {
  return {
    services: [{ name: 'mail', downtime }],
    started_at: new Date(from),
    resolved_at: to === null ? null : new Date(to),
  };
}
const dayList = daysUntil(now, 5);
const range = { from: dayList[0]?.from ?? 0, to: now };
const daysOf = (outages: Outage[]) =>
  dayStates(timelineOf('mail', range, { outages, probed: [], toldSince, now }), outages, 'mail', dayList, now);
const statesOf = (outages: Outage[]) =>
  daysOf(outages).map(({ day, state, downtime_seconds: down }) => [day, state, down]);

describe('days', () => {
  it('are whole days in UTC, today last', () => {
    const days = daysUntil(now, 3).map(({ from, to }) => [new Date(from).toISOString(), (to - from) / 3_600_000]);
    expect(days).toEqual([
      ['2026-02-28T00:00:00.000Z', 24],
      ['2026-03-01T00:00:00.000Z', 24],
      ['2026-03-02T00:00:00.000Z', 24],
    ]);
    expect(daysUntil(Date.parse('2026-03-02T00:00:00Z'), 1)[0]?.from).toBe(Date.parse('2026-03-02T00:00:00Z'));
  });

  it('are unknown before anything was known, else good until an incident says otherwise', () => {
    expect(statesOf([])).toEqual([
      ['2026-02-26', 'unknown', 0],
      ['2026-02-27', 'operational', 0],
      ['2026-02-28', 'operational', 0],
      ['2026-03-01', 'operational', 0],
      ['2026-03-02', 'operational', 0],
    ]);
  });

  it('share an outage over midnight, and count an open one until now', () => {
    const states = statesOf([
      outage('2026-02-28T23:30:00Z', '2026-03-01T00:10:00Z'),
      outage('2026-03-02T08:00:00Z', null),
    ]);
    expect(states.slice(2)).toEqual([
      ['2026-02-28', 'down', 1800],
      ['2026-03-01', 'down', 600],
      ['2026-03-02', 'down', 3600],
    ]);
  });

  it('are degraded where an incident touched the service without downtime, and not where it ended at midnight', () => {
    const states = statesOf([outage('2026-02-28T20:00:00Z', '2026-03-01T00:00:00Z', false)]);
    expect(states.slice(2)).toEqual([
      ['2026-02-28', 'degraded', 0],
      ['2026-03-01', 'operational', 0],
      ['2026-03-02', 'operational', 0],
    ]);
  });

  it('say how much of them was measured', () => {
    expect(daysOf([]).map(({ measured_seconds: measured }) => measured / 3600)).toEqual([0, 12, 24, 24, 9]);
  });
});

it('takes the worst of what is known, and never calls good what nobody knows', () => {
  expect(worstOf([])).toBe('unknown');
  expect(worstOf(['unknown', 'unknown'])).toBe('unknown');
  expect(worstOf(['unknown', 'operational'])).toBe('operational');
  expect(worstOf(['operational', 'degraded', 'unknown'])).toBe('degraded');
  expect(worstOf(['degraded', 'down', 'operational'])).toBe('down');
});
