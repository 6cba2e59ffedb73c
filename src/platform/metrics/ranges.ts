import { type Resolution, resolutions } from '#contract/metrics.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { keptMilliseconds, settledMilliseconds, stretchOf } from './series.ts';

export interface Range {
  from: Date;
  to: Date;
}

/** A part of a range, read at one resolution. */
export interface Segment extends Range {
  resolution: Resolution;
}

const hour = 3_600_000;
const longestMilliseconds = 400 * 24 * hour;
/** Years that a database can't write as it reads them are far before this. */
const earliest = Date.UTC(2020, 0, 1);
export const mostPoints = 1500;

/** The range that was asked for; without one, the last hour. */
export function readRange(query: { from?: string | undefined; to?: string | undefined }, now: Date): Range {
  const to = query.to === undefined ? now : new Date(query.to);
  const from = query.from === undefined ? new Date(to.getTime() - hour) : new Date(query.from);
  const length = to.getTime() - from.getTime();
  if (length <= 0) throw badRange('The range ends before it begins. Ask again.', 'Not before `to`');
  if (length > longestMilliseconds) {
    throw badRange('A range may be at most 400 days long. Ask for less.', 'More than 400 days before `to`');
  }
  if (from.getTime() < earliest)
    throw badRange('Nothing was measured before 2020. Ask for a later range.', 'Too early');
  return { from, to };
}

function badRange(detail: string, message: string): ProblemError {
  return new ProblemError('validation', detail, { errors: [{ path: 'from', message }] });
}

/** The finest resolution in which the range is kept and has few enough points. */
export function chooseResolution(range: Range, now: Date, finest: Resolution): Resolution {
  const [from, to] = [range.from.getTime(), range.to.getTime()];
  const fits = (resolution: Resolution) =>
    resolution >= finest &&
    from >= now.getTime() - keptMilliseconds[resolution] &&
    (to - stretchOf(from, resolution)) / (resolution * 1000) <= mostPoints;
  return resolutions.find(fits) ?? 86_400;
}

/**
 * Parts that together make up a range, each as coarse as it can be: days and hours in the middle, minutes and seconds at
 * the edges, and at the end, where coarse points are not settled yet. A month is read in some dozens of points a series.
 * Where fine points are no longer kept, an edge is rounded outwards to what is.
 */
export function coverRange(range: Range, now: Date, finest: Resolution): Segment[] {
  const usable = resolutions.filter((resolution) => resolution >= finest);
  const cover = (from: number, to: number, upTo: number): Segment[] => {
    const resolution = usable[upTo];
    if (resolution === undefined || from >= to) return [];
    const finer = usable[upTo - 1];
    const isKept = finer !== undefined && from >= now.getTime() - keptMilliseconds[finer];
    const settled = stretchOf(now.getTime() - settledMilliseconds[resolution], resolution);
    const start = isKept ? ceilTo(from, resolution) : stretchOf(from, resolution);
    const end = finer === undefined ? to : Math.min(stretchOf(to, resolution), settled);
    if (start >= end) return cover(from, to, upTo - 1);
    return [
      ...cover(from, start, upTo - 1),
      { resolution, from: new Date(start), to: new Date(end) },
      ...cover(end, to, upTo - 1),
    ];
  };
  return cover(range.from.getTime(), range.to.getTime(), usable.length - 1);
}

function ceilTo(time: number, resolution: Resolution): number {
  const start = stretchOf(time, resolution);
  return start === time ? time : start + resolution * 1000;
}
