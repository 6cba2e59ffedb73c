import type { TimeLine, TimeWindow } from './time-line.ts';
import { between } from './time-points.ts';

const strides: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: 10,
  PageDown: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Moments at which one of the lines has a value, within a window, oldest first. */
function momentsOf(lines: readonly TimeLine[], { from, to }: TimeWindow): number[] {
  const moments = new Set<number>();
  for (const { points } of lines) {
    const { times, values } = between(points, from, to);
    for (const [place, time] of times.entries()) if (Number.isFinite(values[place])) moments.add(time);
  }
  return [...moments].sort((one, other) => one - other);
}

/**
 * Where a key moves the crosshair to: from point to point, ten at once, to either end. It begins at the newest point.
 * Undefined where the key does nothing here.
 */
export function stepFrom(
  at: number | null,
  key: string,
  lines: readonly TimeLine[],
  window: TimeWindow,
): number | undefined {
  const stride = strides[key];
  if (stride === undefined) return undefined;
  const moments = momentsOf(lines, window);
  const last = moments.length - 1;
  if (at === null || at < window.from || at > window.to) return key === 'Home' ? moments[0] : moments[last];
  const after = moments.findIndex((moment) => moment >= at);
  const here = after === -1 ? moments.length : after;
  // Between two points, the one on the way counts as the first step.
  const between = moments[here] !== at;
  const place = here + stride - (between && stride > 0 ? 1 : 0);
  return moments[Math.min(last, Math.max(0, place))];
}
