const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How far back the charts go. The first is what one sees without asking. */
export const rangeNames = ['1h', '5m', '6h', '24h', '7d', '30d', '90d'] as const;
export type RangeName = (typeof rangeNames)[number];

export interface Range {
  readonly name: RangeName;
  /** `last hour`, `last 5 minutes`. */
  readonly words: string;
  readonly short: string;
  readonly length: number;
  /** How often new points are asked for. */
  readonly every: number;
  /**
   * True where the points are as fine as they come: then only what is new is asked for and joined. The points of longer
   * ranges stand for a minute and more, and are asked for as a whole, because theirs can't be put together from finer ones.
   */
  readonly live: boolean;
}

/** Shortest first, as they stand side by side. */
export const ranges: readonly Range[] = [
  { name: '5m', words: 'last 5 minutes', short: '5 min', length: 5 * minute, every: 4000, live: true },
  { name: '1h', words: 'last hour', short: '1 h', length: hour, every: 5000, live: true },
  { name: '6h', words: 'last 6 hours', short: '6 h', length: 6 * hour, every: 10_000, live: false },
  { name: '24h', words: 'last 24 hours', short: '24 h', length: day, every: 30_000, live: false },
  { name: '7d', words: 'last 7 days', short: '7 d', length: 7 * day, every: minute, live: false },
  { name: '30d', words: 'last 30 days', short: '30 d', length: 30 * day, every: minute, live: false },
  { name: '90d', words: 'last 90 days', short: '90 d', length: 90 * day, every: minute, live: false },
];

export function rangeOf(name: RangeName): Range {
  const found = ranges.find((range) => range.name === name);
  if (found === undefined) throw new Error(`There is no range ${name}.`);
  return found;
}

/** Points of a series that a range needs: of a live one as many as it shows and a few more, of others what is answered at most. */
export function keptOf({ live, length }: Range): number {
  return live ? length / 10_000 + 30 : 1600;
}
