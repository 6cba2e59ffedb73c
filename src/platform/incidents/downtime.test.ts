import { describe, expect, it } from 'vitest';
import { createChance } from '#platform/rehearsal/random.ts';
import { lengthOf, mergeSpans, type Outage, servicesOf } from './downtime.ts';

const minute = 60_000;

/** An outage of the API from one minute to another; without an end it goes on. */
function outage(from: number, to: number | null, name = 'api', downtime = true): Outage {
  return {
    services: [{ name, downtime }],
    started_at: new Date(from * minute),
    resolved_at: to === null ? null : new Date(to * minute),
  };
}

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

it('names each service once, the known ones first, others as they were written last', () => {
  const outages = [outage(1, 2, 'search'), outage(5, 6, 'Search'), outage(3, 4, 'Billing'), outage(3, 4, 'API')];
  expect(servicesOf(outages, ['api', 'mail'])).toEqual(['api', 'mail', 'Billing', 'Search']);
});
