import { describe, expect, it } from 'vitest';
import { IconBell } from '#renderer/ui/icons.ts';
import { barsOf, type ChartMark, groupMarks, marksAt, marksWithin } from './marks.ts';

/** A second a pixel in the plot. */
const window = { from: 0, to: 538_000 };
const width = 600;
const mark = (id: string, from: number, to: number | null = from, more: Partial<ChartMark> = {}): ChartMark => ({
  id,
  word: 'Alert',
  icon: IconBell,
  colour: 'warning',
  title: id,
  detail: '',
  from: from * 1000,
  to: to === null ? null : to * 1000,
  lane: 0,
  weight: 1,
  ...more,
});
const named = (marks: readonly ChartMark[]) => groupMarks(marks, window, width).map(({ id }) => id);

describe('flags of what happened', () => {
  it('stand where it began, and for all that began beside it', () => {
    expect(named([mark('a', 10), mark('b', 20), mark('c', 60)])).toEqual(['a,b', 'c']);
    expect(groupMarks([mark('a', 10)], window, width)[0]?.place).toBe(62);
  });

  it('never overlap, however many there are', () => {
    const many = Array.from({ length: 500 }, (_, place) => mark(String(place), (place * 7919) % 538));
    const groups = groupMarks(many, window, width);
    const gaps = groups.slice(1).map(({ place }, index) => place - (groups[index]?.place ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(26);
    expect(groups.flatMap(({ marks }) => marks)).toHaveLength(500);
  });

  it('end with the plot where they would reach beyond it', () => {
    const groups = groupMarks([mark('a', 100), mark('b', 500), mark('c', 530)], window, width);
    expect(groups.map(({ id, atEdge }) => [id, atEdge])).toEqual([
      ['a', false],
      ['b,c', false],
    ]);
    expect(groupMarks([mark('c', 530)], window, width)[0]?.atEdge).toBe(true);
    // Past the plot there is room that is not the chart's.
    expect(groupMarks([mark('d', 509)], window, width)[0]?.atEdge).toBe(true);
  });

  it('show what weighs most of a group', () => {
    const [group] = groupMarks([mark('light', 10), mark('heavy', 12, 12, { weight: 5 }), mark('c', 14)], window, width);
    expect(group?.first.id).toBe('heavy');
    expect(group?.marks.map(({ id }) => id)).toEqual(['light', 'heavy', 'c']);
  });

  it('stand at the edge for what began before, and are gone with what was over', () => {
    const marks = [mark('over', -50, -10), mark('lasting', -50, null), mark('later', 539)];
    expect(marksWithin(marks, window).map(({ id }) => id)).toEqual(['lasting']);
    expect(groupMarks(marks, window, width)[0]?.place).toBe(52);
  });
});

describe('bars of what lasted', () => {
  it('reach from its beginning to its end, or to the edge while it goes on', () => {
    expect(barsOf([mark('a', 100, 200), mark('b', 300, null)], window, width)).toEqual([
      { id: 'a', lane: 0, colour: 'warning', left: 152, width: 100 },
      { id: 'b', lane: 0, colour: 'warning', left: 352, width: 238 },
    ]);
  });

  it('are one where they overlap in a lane, in the colour that weighs most', () => {
    const marks = [
      mark('a', 100, 200),
      mark('b', 150, 250, { colour: 'critical', weight: 3 }),
      mark('c', 160, 180, { lane: 1 }),
    ];
    expect(barsOf(marks, window, width)).toEqual([
      { id: 'a', lane: 0, colour: 'critical', left: 152, width: 150 },
      { id: 'c', lane: 1, colour: 'warning', left: 212, width: 20 },
    ]);
  });

  it('can be seen however short it was, and there is none for a moment', () => {
    expect(barsOf([mark('short', 100, 100.4)], window, width)[0]?.width).toBe(3);
    expect(barsOf([mark('moment', 100)], window, width)).toEqual([]);
  });

  it('are told in words at the moment that is pointed at', () => {
    const marks = [mark('a', 100, 200), mark('b', 205)];
    expect(marksAt(marks, 150_000, 10_000)).toEqual(['Alert: a']);
    expect(marksAt(marks, 200_000, 10_000)).toEqual(['Alert: a', 'Alert: b']);
    expect(marksAt(marks, 300_000, 10_000)).toEqual([]);
  });
});
