import type { Icon } from '#renderer/ui/make-icon.tsx';
import { placeOf } from './pointing.ts';
import type { TimeWindow } from './time-line.ts';
import { room } from './time-picture.ts';

/** Something that happened, shown where it did in the charts of a screen. */
export interface ChartMark {
  readonly id: string;
  /** `Incident`: what it is, in a word. */
  readonly word: string;
  readonly icon: Icon;
  /** Token of its colour without the prefix. */
  readonly colour: string;
  readonly title: string;
  /** `P1, 12:05 for 3 h` */
  readonly detail: string;
  readonly from: number;
  /** The same as `from` for what took no time; null while it goes on. */
  readonly to: number | null;
  /** Bars of one kind lie in one lane, of three that there is room for, counted from the top. */
  readonly lane: number;
  /** What stands for a group is what weighs most in it. */
  readonly weight: number;
  readonly onOpen?: () => void;
}

/** Flags closer than this would cover each other. */
const flagRoom = 26;

/** From here on to the right edge a flag that stood over its moment would reach beyond the chart. */
const edgeRoom = 30;
/** By so much it stands further left there. */
const edgeShift = 20;

/** Marks that begin so close together that one flag stands for all of them. */
export interface MarkGroup {
  /** Changes with what is in it, not with where it is. */
  readonly id: string;
  /** Pixels from the left edge of the chart. */
  readonly place: number;
  /** True where its flag ends with the chart instead of standing over its moment. */
  readonly atEdge: boolean;
  /** What weighs most. */
  readonly first: ChartMark;
  /** In the order in which they began. */
  readonly marks: readonly ChartMark[];
}

/** A bar that says how long something lasted. */
export interface MarkBar {
  readonly id: string;
  readonly lane: number;
  readonly colour: string;
  readonly left: number;
  readonly width: number;
}

/** Marks that can be seen in a window, in the order in which they began. */
export function marksWithin(marks: readonly ChartMark[], { from, to }: TimeWindow): ChartMark[] {
  return marks
    .filter((mark) => mark.from <= to && (mark.to === null || mark.to >= from))
    .sort((one, other) => one.from - other.from || other.weight - one.weight);
}

/** One flag for each place: however many marks there are, no two flags overlap. */
export function groupMarks(marks: readonly ChartMark[], window: TimeWindow, width: number): MarkGroup[] {
  const groups: { place: number; marks: ChartMark[] }[] = [];
  const end = width - room.right;
  for (const mark of marksWithin(marks, window)) {
    const place = Math.round(placeOf(Math.max(mark.from, window.from), window, width));
    const last = groups.at(-1);
    const stand = Math.min(place, end - edgeShift);
    if (last !== undefined && stand - last.place < flagRoom) last.marks.push(mark);
    else groups.push({ place, marks: [mark] });
  }
  return groups.map(({ place, marks: some }) => ({
    id: some.map(({ id }) => id).join(),
    place,
    atEdge: end - place < edgeRoom,
    first: some.reduce((heaviest, mark) => (mark.weight > heaviest.weight ? mark : heaviest)),
    marks: some,
  }));
}

/** The least that can be seen. */
const leastBar = 3;

/** How long things lasted, lane by lane. What overlaps in a lane is one bar, in the colour of what weighs most. */
export function barsOf(marks: readonly ChartMark[], window: TimeWindow, width: number): MarkBar[] {
  const bars: (MarkBar & { weight: number })[] = [];
  const last = new Map<number, number>();
  for (const mark of marksWithin(marks, window)) {
    if (mark.to === mark.from) continue;
    const left = Math.round(placeOf(Math.max(mark.from, window.from), window, width));
    const end = Math.round(placeOf(Math.min(mark.to ?? window.to, window.to), window, width));
    const before = bars[last.get(mark.lane) ?? -1];
    if (before !== undefined && left <= before.left + before.width) {
      bars[last.get(mark.lane) ?? -1] = {
        ...before,
        width: Math.max(before.width, end - before.left),
        ...(mark.weight > before.weight ? { colour: mark.colour, weight: mark.weight } : {}),
      };
      continue;
    }
    last.set(mark.lane, bars.length);
    const { id, lane, colour, weight } = mark;
    bars.push({ id, lane, colour, weight, left, width: Math.max(leastBar, end - left) });
  }
  return bars.map(({ weight, ...bar }) => bar);
}

/** What was going on at a moment, in words. */
export function marksAt(marks: readonly ChartMark[], time: number, step: number): string[] {
  return marks
    .filter((mark) => mark.from < time + step && (mark.to === null || mark.to >= time))
    .map(({ word, title }) => `${word}: ${title}`);
}
