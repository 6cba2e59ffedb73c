import { describe, expect, it } from 'vitest';
import type { Outage } from '#platform/incidents/downtime.ts';
import type { Stretch } from './stretches.ts';
import { statesOf, timelineOf, uptimeOf } from './timeline.ts';

const minute = 60_000;
const range = { from: 0, to: 100 * minute };
const at = (minutes: number) => new Date(minutes * minute);

/** An outage of the API from one minute to another; without an end it goes on. */
function outage(from: number, to: number | null, name = 'api', downtime = true): Outage {
  return { services: [{ name, downtime }], started_at: at(from), resolved_at: to === null ? null : at(to) };
}
const looked = (state: Stretch['state'], from: number, to: number): Stretch => ({ state, from: at(from), to: at(to) });

interface Known {
  outages?: Outage[];
  probed?: Stretch[];
  told?: number | null;
  now?: number;
}
const lineOf = ({ outages = [], probed = [], told = 0, now = 100 }: Known, over = range) => {
  const toldSince = told === null ? null : told * minute;
  return timelineOf('api', over, { outages, probed, toldSince, now: now * minute });
};
const shareOf = (known: Known, over = range) => uptimeOf(lineOf(known, over), over).uptime;
const downOf = (known: Known) => uptimeOf(lineOf(known), range).downMilliseconds / minute;
const stateText = (known: Known) =>
  statesOf(lineOf(known), (known.now ?? 100) * minute).map(
    ({ state, from, to }) => `${state} ${Date.parse(from) / minute}-${Date.parse(to) / minute}`,
  );

describe('uptime by incidents', () => {
  it('is whole without outages, and unknown where nothing is known', () => {
    expect(uptimeOf(lineOf({}), range)).toEqual({
      uptime: 1,
      downMilliseconds: 0,
      measuredMilliseconds: 100 * minute,
    });
    expect(shareOf({ told: 200, now: 300 })).toBeNull();
    // A range that has not begun.
    expect(shareOf({}, { from: 150 * minute, to: 160 * minute })).toBeNull();
    expect(shareOf({}, { from: 5, to: 5 })).toBeNull();
  });

  it('counts a minute in which two incidents overlap once', () => {
    expect(downOf({ outages: [outage(10, 30), outage(20, 40)] })).toBe(30);
    expect(downOf({ outages: [outage(20, 40), outage(10, 30), outage(15, 25)] })).toBe(30);
    expect(shareOf({ outages: [outage(10, 30), outage(20, 40)] })).toBeCloseTo(0.7, 12);
  });

  it('counts an incident that is still open until now, not until the end of the range', () => {
    expect(downOf({ outages: [outage(60, null)], now: 80 })).toBe(20);
    expect(shareOf({ outages: [outage(60, null)], now: 80 })).toBeCloseTo(0.75, 12);
  });

  it('counts what lies within the range alone', () => {
    expect(downOf({ outages: [outage(-50, 10), outage(95, 150)] })).toBe(15);
    expect(downOf({ outages: [outage(-50, null)] })).toBe(100);
    expect(shareOf({ outages: [outage(-50, null)] })).toBe(0);
  });

  it('is not led astray by a clock that was set back', () => {
    // Open, and it begins after what the clock says now.
    expect(downOf({ outages: [outage(90, null)], now: 80 })).toBe(0);
    expect(downOf({ outages: [outage(50, 40)] })).toBe(0);
    expect(downOf({ outages: [outage(50, 50)] })).toBe(0);
  });

  it('follows the services that count as down, however they are written', () => {
    const outages = [outage(10, 20, 'API '), outage(30, 40, 'mail'), outage(50, 60, 'api', false)];
    expect(downOf({ outages })).toBe(10);
  });

  it('begins when something began to be known', () => {
    expect(shareOf({ outages: [outage(60, 70)], told: 50 })).toBeCloseTo(0.8, 12);
  });
});

describe('uptime by probes', () => {
  it('knows nothing of a service that nobody looks at and nobody tells of', () => {
    expect(uptimeOf(lineOf({ told: null }), range)).toEqual({
      uptime: null,
      downMilliseconds: 0,
      measuredMilliseconds: 0,
    });
    expect(stateText({ told: null })).toEqual(['unknown 0-100']);
  });

  it('leaves out what nobody measured, instead of taking it for good or bad', () => {
    const probed = [looked('unknown', 0, 20), looked('up', 20, 50), looked('unknown', 50, 80), looked('down', 80, 90)];
    expect(shareOf({ probed, told: null })).toBeCloseTo(0.75, 12);
    expect(stateText({ probed, told: null })).toEqual([
      'unknown 0-20',
      'up 20-50',
      'unknown 50-80',
      'down 80-90',
      'unknown 90-100',
    ]);
  });

  it('knows better than silence, from the first look on', () => {
    const probed = [looked('up', 40, 60)];
    expect(stateText({ probed, told: 10 })).toEqual(['unknown 0-10', 'up 10-60', 'unknown 60-100']);
  });
});

describe('incidents and probes together', () => {
  const probed = [looked('up', 0, 30), looked('down', 30, 40), looked('up', 40, 50), looked('unknown', 50, 100)];

  it('are down whenever either says so, and count a minute once', () => {
    const outages = [outage(35, 45), outage(38, 42)];
    expect(downOf({ probed, outages, told: null })).toBe(15);
    expect(shareOf({ probed, outages, told: null })).toBeCloseTo(1 - 15 / 50, 12);
    expect(stateText({ probed, outages, told: null })).toEqual(['up 0-30', 'down 30-45', 'up 45-50', 'unknown 50-100']);
  });

  it('tell of time in which nobody looked', () => {
    const outages = [outage(60, 70), outage(80, 85, 'api', false)];
    expect(stateText({ probed, outages, told: null })).toEqual([
      'up 0-30',
      'down 30-40',
      'up 40-50',
      'unknown 50-60',
      'down 60-70',
      'unknown 70-80',
      'up 80-85',
      'unknown 85-100',
    ]);
  });

  it('say nothing of what has not come yet', () => {
    expect(stateText({ probed: [looked('up', 0, 30)], told: null, now: 30 })).toEqual(['up 0-30']);
  });

  it('are whole over any part of the range', () => {
    const line = lineOf({ probed, told: null });
    expect(uptimeOf(line, { from: 25 * minute, to: 35 * minute }).uptime).toBeCloseTo(0.5, 12);
    expect(uptimeOf(line, { from: 60 * minute, to: 70 * minute }).uptime).toBeNull();
  });
});
