import { peakOf, valueAxis } from './axis.ts';
import type { Colours } from './chart-options.ts';
import type { Spot } from './lttb.ts';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';
import { thinned, unbroken, within } from './time-points.ts';

/** Room around the plot in pixels: the same for all charts, so that a moment is at the same place in each of them. */
export const room = { left: 52, right: 10, top: 26, bottom: 22 };

/** The part of a chart's width that its lines are drawn in. */
export function plotWidth(width: number): number {
  return Math.max(16, width - room.left - room.right);
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

/** Runs of spots between gaps. */
export type DrawnLine = readonly (readonly Spot[])[];

/** What there is to be seen in a chart. */
export interface TimePicture {
  readonly window: TimeWindow;
  /** Where the axis of the values ends, and how far its lines are apart. */
  readonly axis: { readonly max: number; readonly interval: number };
  readonly lines: readonly DrawnLine[];
}

/** A line as it is drawn: within the window, with no more spots than pixels, broken where something is missing. */
export function drawnLine({ points, step }: TimeLine, { from, to }: TimeWindow, pixels: number): DrawnLine {
  return thinned(unbroken(within(points, from, to), step), pixels);
}

/** What lines look like in a window and at a width. */
export function pictureOf(
  lines: readonly TimeLine[],
  scale: TimeScale,
  window: TimeWindow,
  width: number,
): TimePicture {
  const pixels = plotWidth(width);
  return {
    window,
    axis: valueAxis(scale.kind, peakOf(lines, window)),
    lines: lines.map((line) => drawnLine(line, window, pixels)),
  };
}

/** Whether two pictures are the same to whoever looks at them. */
export function isSamePicture(one: TimePicture, other: TimePicture): boolean {
  return (
    one.window.from === other.window.from &&
    one.window.to === other.window.to &&
    one.axis.max === other.axis.max &&
    one.lines.length === other.lines.length &&
    one.lines.every((line, index) => isSameLine(line, other.lines[index] ?? []))
  );
}

function isSameLine(one: DrawnLine, other: DrawnLine): boolean {
  return (
    one.length === other.length &&
    one.every((run, at) => {
      const there = other[at];
      return (
        there !== undefined &&
        run.length === there.length &&
        run.every(([time, value], place) => time === there[place]?.[0] && value === there[place]?.[1])
      );
    })
  );
}

/** What is around the lines: a light grid, the axis of the values, the target. Nothing that moves by itself. */
export function frameOption(scale: TimeScale, { max, interval }: TimePicture['axis'], colours: Colours) {
  const text = { color: colours('text-muted'), fontFamily: 'Inter Variable', fontSize: 11 };
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: text,
    grid: { ...room, containLabel: false },
    // Where a moment stands is the painter's to say: it moves all the time, and this would be laid out anew with it.
    xAxis: {
      type: 'value' as const,
      min: 0,
      max: 1,
      axisLine: { show: true, onZero: false, lineStyle: { color: colours('line-strong') } },
      axisTick: { show: false },
      axisLabel: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value' as const,
      min: 0,
      max,
      interval,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: colours('chart-grid') } },
      axisLabel: { ...text, formatter: scale.format, margin: 6 },
    },
    series: [
      {
        type: 'line' as const,
        silent: true,
        data: [],
        ...(scale.target === undefined
          ? {}
          : {
              markLine: {
                silent: true,
                symbol: 'none',
                animation: false,
                lineStyle: { type: 'dashed' as const, color: colours('text-faint') },
                label: {
                  ...text,
                  formatter: `${scale.target.name} ${scale.format(scale.target.value)}`,
                  position: 'insideEndTop' as const,
                },
                data: [{ yAxis: scale.target.value }],
              },
            }),
      },
    ],
  };
}
