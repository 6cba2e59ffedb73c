import { peakOf, valueAxis } from './axis.ts';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';
import { thinned, unbroken, within } from './time-points.ts';

/** Room around the plot in pixels: the same for all charts, so that a moment is at the same place in each of them. */
export const room = { left: 52, right: 10, top: 26, bottom: 22 };

/** A chart's width and height in pixels. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** The part of a chart that its lines are drawn in. */
export function plotOf({ width, height }: ChartSize): ChartSize {
  return {
    width: Math.max(16, width - room.left - room.right),
    height: Math.max(16, height - room.top - room.bottom),
  };
}

/**
 * A window at whole pixels of the screen: while time goes on, lines move by pixels, and what would move by less is the
 * same picture and needn't be drawn.
 */
export function atPixels({ from, to }: TimeWindow, pixels: number): TimeWindow {
  const pixel = (to - from) / pixels;
  if (!(pixel > 0)) return { from, to };
  const end = Math.floor(to / pixel) * pixel;
  return { from: end - (to - from), to: end };
}

/** A line as it is drawn. */
export interface DrawnLine {
  /** Where it goes in the plot, in pixels: x, y, x, y, … A pair of NaN ends a run. */
  readonly trace: Float32Array;
  readonly colour: string;
  readonly dashed: boolean;
}

/** What there is to be seen in a chart. */
export interface TimePicture {
  readonly size: ChartSize;
  readonly window: TimeWindow;
  /** Where the axis of the values ends, and how far its lines are apart. */
  readonly axis: { readonly max: number; readonly interval: number };
  readonly lines: readonly DrawnLine[];
}

/** What lines look like in a window and at a size. */
export function pictureOf(
  lines: readonly TimeLine[],
  scale: TimeScale,
  window: TimeWindow,
  size: ChartSize,
): TimePicture {
  const axis = valueAxis(scale.kind, peakOf(lines, window));
  const drawn = lines.map((line) => ({
    trace: traceOf(line, window, axis.max, plotOf(size)),
    colour: line.colour,
    dashed: line.dashed === true,
  }));
  return { size, window, axis, lines: drawn };
}

/** Where a line goes: within the window, with no more spots than pixels, broken where something is missing. */
export function traceOf({ points, step }: TimeLine, window: TimeWindow, max: number, plot: ChartSize): Float32Array {
  const { from, to } = window;
  const runs = thinned(unbroken(within(points, from, to), step), plot.width);
  const breaks = Math.max(0, runs.length - 1);
  const trace = new Float32Array(runs.reduce((sum, run) => sum + run.length, breaks * 2));
  let end = 0;
  for (const run of runs) {
    if (end > 0) {
      trace.fill(Number.NaN, end, end + 2);
      end += 2;
    }
    for (let place = 0; place < run.length; place += 2) {
      trace[end + place] = (((run[place] ?? 0) - from) / (to - from)) * plot.width;
      trace[end + place + 1] = (1 - (run[place + 1] ?? 0) / max) * plot.height;
    }
    end += run.length;
  }
  return trace;
}

/** Whether two pictures are the same to whoever looks at them. */
export function isSamePicture(one: TimePicture, other: TimePicture): boolean {
  return (
    one.size.width === other.size.width &&
    one.size.height === other.size.height &&
    one.window.from === other.window.from &&
    one.window.to === other.window.to &&
    one.axis.max === other.axis.max &&
    one.axis.interval === other.axis.interval &&
    one.lines.length === other.lines.length &&
    one.lines.every((line, index) => isSameLine(line, other.lines[index]))
  );
}

function isSameLine(one: DrawnLine, other: DrawnLine | undefined): boolean {
  return (
    other !== undefined &&
    one.colour === other.colour &&
    one.dashed === other.dashed &&
    one.trace.length === other.trace.length &&
    // NaN, where a run ends, is the same as itself here.
    one.trace.every((place, index) => Object.is(place, other.trace[index]))
  );
}
