import { describe, expect, it } from 'vitest';
import { createChance } from '#platform/rehearsal/random.ts';
import { downSpans, lengthOf, mergeSpans, type Outage, servicesOf, uptimeOf } from './downtime.ts';

const minute = 60_000;
const range = { from: 0, to: 100 * minute };
const known = { since: 0, now: 100 * minute };

/** An outage of the API from one minute to another; without an end it goes on. */
function outage(from: number, to: number | null, name = 'api', downtime = true): Outage {
  return {
    services: [{ name, downtime }],
    started_at: new Date(from * minute),
    resolved_at: to === null ? null : new Date(to * minute),
  };
}
const downMinutes = (outages: Outage[], { since, now } = known, over = range) =>
  uptimeOf(outages, 'api', over, { since, now }).downMilliseconds / minute;

describe('merged spans', () => {
  it('hold each moment once, in order, whatever order they came in', () => {
    const spans = [
      { from: 50, to: 60 },
      { from: 10, to: 30 },
      { from: 20, to: 40 },
      { from: 12, to: 15 },
      { from: 40, to: 45 },
    ];
    const before = structuredClone(spans);
    expect(mergeSpans(spans, { from: 0, to: 100 })).toEqual([
      { from: 10, to: 45 },
      { from: 50, to: 60 },
    ]);
    expect(spans).toEqual(before);
  });

  it('are cut at both ends of the range', () => {
    expect(
      mergeSpans(
        [
          { from: -10, to: 5 },
          { from: 95, to: 200 },
        ],
        { from: 0, to: 100 },
      ),
    ).toEqual([
      { from: 0, to: 5 },
      { from: 95, to: 100 },
    ]);
    expect(
      mergeSpans(
        [
          { from: -10, to: 0 },
          { from: 100, to: 110 },
        ],
        { from: 0, to: 100 },
      ),
    ).toEqual([]);
    expect(mergeSpans([{ from: -10, to: 110 }], { from: 0, to: 100 })).toEqual([{ from: 0, to: 100 }]);
  });

  it('leave out what has no length, or ends before it begins', () => {
    expect(
      mergeSpans(
        [
          { from: 5, to: 5 },
          { from: 9, to: 3 },
        ],
        { from: 0, to: 100 },
      ),
    ).toEqual([]);
    expect(mergeSpans([{ from: 5, to: 9 }], { from: 7, to: 7 })).toEqual([]);
    expect(mergeSpans([{ from: 5, to: 9 }], { from: 9, to: 1 })).toEqual([]);
  });

  it('add up to the time that any of them covers, for spans drawn at random', () => {
    const chance = createChance(7);
    const draw = (below: number) => chance.below(below);
    let lengths = 0;
    for (let round = 0; round < 200; round += 1) {
      const spans = Array.from({ length: draw(8) }, () => {
        const from = draw(60) - 10;
        return { from, to: from + draw(20) - 2 };
      });
      const covered = Array.from({ length: 40 }, (_, at) => at).filter((at) =>
        spans.some(({ from, to }) => from <= at && at < to),
      );
      expect(lengthOf(mergeSpans(spans, { from: 0, to: 40 }))).toBe(covered.length);
      lengths += covered.length;
    }
    expect(lengths).toBeGreaterThan(1000);
  });
});

describe('uptime', () => {
  it('is whole without outages, and unknown where nothing is known', () => {
    expect(uptimeOf([], 'api', range, known)).toEqual({ uptime: 1, downMilliseconds: 0 });
    expect(uptimeOf([outage(0, 10)], 'api', range, { since: 200 * minute, now: 300 * minute }).uptime).toBeNull();
    // A range that has not begun.
    expect(uptimeOf([], 'api', { from: 150 * minute, to: 160 * minute }, known).uptime).toBeNull();
    expect(uptimeOf([], 'api', { from: 5, to: 5 }, known).uptime).toBeNull();
  });

  it('counts a minute in which two incidents overlap once', () => {
    expect(downMinutes([outage(10, 30), outage(20, 40)])).toBe(30);
    expect(downMinutes([outage(20, 40), outage(10, 30), outage(15, 25)])).toBe(30);
    expect(uptimeOf([outage(10, 30), outage(20, 40)], 'api', range, known).uptime).toBeCloseTo(0.7, 12);
  });

  it('counts an incident that is still open until now, not until the end of the range', () => {
    expect(downMinutes([outage(60, null)], { since: 0, now: 80 * minute })).toBe(20);
    expect(uptimeOf([outage(60, null)], 'api', range, { since: 0, now: 80 * minute }).uptime).toBeCloseTo(0.75, 12);
  });

  it('counts what lies within the range alone', () => {
    expect(downMinutes([outage(-50, 10), outage(95, 150)])).toBe(15);
    expect(downMinutes([outage(-50, null)])).toBe(100);
    expect(uptimeOf([outage(-50, null)], 'api', range, known).uptime).toBe(0);
  });

  it('is not led astray by a clock that was set back', () => {
    // Open, and it begins after what the clock says now.
    expect(downMinutes([outage(90, null)], { since: 0, now: 80 * minute })).toBe(0);
    expect(downMinutes([outage(50, 40)])).toBe(0);
    expect(downMinutes([outage(50, 50)])).toBe(0);
  });

  it('follows the services that count as down, however they are written', () => {
    expect(downMinutes([outage(10, 20, 'API '), outage(30, 40, 'mail'), outage(50, 60, 'api', false)])).toBe(10);
    expect(downSpans([outage(10, 20, 'Mail')], 'mail', range, known.now)).toEqual([
      { from: 10 * minute, to: 20 * minute },
    ]);
  });

  it('begins when something began to be known', () => {
    expect(uptimeOf([outage(60, 70)], 'api', range, { since: 50 * minute, now: 100 * minute }).uptime).toBeCloseTo(
      0.8,
      12,
    );
  });
});

it('names each service once, the known ones first, others as they were written last', () => {
  const outages = [outage(1, 2, 'search'), outage(5, 6, 'Search'), outage(3, 4, 'Billing'), outage(3, 4, 'API')];
  expect(servicesOf(outages, ['api', 'mail'])).toEqual(['api', 'mail', 'Billing', 'Search']);
});
