import { peakOf, tickText, valueAxis } from './axis.ts';
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

/** What ECharts draws for a line: nulls between its runs, a dot for a run that is one point. */
type Drawn = readonly [number, number | null] | { readonly value: Spot; readonly symbol: string };

/** A line as it is drawn: within the window, with no more spots than pixels, broken where something is missing. */
export function drawnSpots({ points, step }: TimeLine, { from, to }: TimeWindow, pixels: number): Drawn[] {
  const drawn: Drawn[] = [];
  for (const run of thinned(unbroken(within(points, from, to), step), pixels)) {
    const [first] = run;
    if (first === undefined) continue;
    if (drawn.length > 0) drawn.push([first[0], null]);
    if (run.length === 1) drawn.push({ value: first, symbol: 'circle' });
    else drawn.push(...run);
  }
  return drawn;
}

/** What changes as points come in. */
export type TimeUpdate = ReturnType<typeof timeUpdate>;

/** The part of the option that changes as points come in. */
export function timeUpdate(lines: readonly TimeLine[], scale: TimeScale, window: TimeWindow, width: number) {
  const { max, interval } = valueAxis(scale.kind, peakOf(lines, window));
  const pixels = plotWidth(width);
  return {
    xAxis: { min: window.from, max: window.to },
    yAxis: { max, interval },
    series: lines.map((line) => ({ data: drawnSpots(line, window, pixels) })),
  };
}

/** Whether two updates are the same picture. */
export function isSamePicture(one: TimeUpdate, other: TimeUpdate): boolean {
  return (
    one.xAxis.min === other.xAxis.min &&
    one.xAxis.max === other.xAxis.max &&
    one.yAxis.max === other.yAxis.max &&
    one.series.every(({ data }, index) => isSameLine(data, other.series[index]?.data ?? []))
  );
}

function isSameLine(one: readonly Drawn[], other: readonly Drawn[]): boolean {
  return one.length === other.length && one.every((spot, index) => isSameSpot(spot, other[index]));
}

function isSameSpot(one: Drawn, other: Drawn | undefined): boolean {
  if (other === undefined || 'value' in one !== 'value' in other) return false;
  const [time, value] = 'value' in one ? one.value : one;
  const [otherTime, otherValue] = 'value' in other ? other.value : other;
  return time === otherTime && value === otherValue;
}

/**
 * The whole option: thin lines on a light grid, nothing that moves by itself.
 *
 * @param now the window that is shown when a label is written, which later updates don't say again
 */
export function timeOption(
  lines: readonly TimeLine[],
  scale: TimeScale,
  window: TimeWindow,
  width: number,
  colours: Colours,
  now: () => TimeWindow = () => window,
) {
  const text = { color: colours('text-muted'), fontFamily: 'Inter Variable', fontSize: 11 };
  const { xAxis, yAxis, series } = timeUpdate(lines, scale, window, width);
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: text,
    grid: { ...room, containLabel: false },
    xAxis: {
      type: 'time' as const,
      ...xAxis,
      splitNumber: 4,
      axisLine: { lineStyle: { color: colours('line-strong') } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...text,
        formatter: (time: number) => tickText(time, now()),
        hideOverlap: true,
        showMinLabel: false,
        showMaxLabel: false,
      },
    },
    yAxis: {
      type: 'value' as const,
      min: 0,
      ...yAxis,
      splitLine: { lineStyle: { color: colours('chart-grid') } },
      axisLabel: { ...text, formatter: scale.format, margin: 6 },
    },
    series: lines.map((line, index) => ({
      type: 'line' as const,
      name: line.name,
      ...series[index],
      silent: true,
      symbol: 'none',
      symbolSize: 4,
      connectNulls: false,
      emphasis: { disabled: true },
      // What comes first matters most, and lies on top.
      z: lines.length - index,
      itemStyle: { color: colours(line.colour) },
      lineStyle: {
        width: line.dashed === true ? 1 : 1.5,
        type: line.dashed === true ? ('dashed' as const) : ('solid' as const),
        color: colours(line.colour),
      },
      ...(index === 0 && scale.target !== undefined
        ? {
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
          }
        : {}),
    })),
  };
}
