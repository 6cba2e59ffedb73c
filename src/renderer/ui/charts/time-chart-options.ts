import { peakOf, tickText, valueAxis } from './axis.ts';
import type { Colours } from './chart-options.ts';
import type { Spot } from './lttb.ts';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';
import { thinned, unbroken, within } from './time-points.ts';

/** Room around the plot in pixels: the same for all charts, so that a moment is at the same place in each of them. */
export const room = { left: 52, right: 10, top: 10, bottom: 22 };

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

/** The part of the option that changes as points come in. */
export function timeUpdate(lines: readonly TimeLine[], scale: TimeScale, window: TimeWindow, width: number) {
  const { max, interval } = valueAxis(scale.kind, peakOf(lines, window));
  const pixels = Math.max(16, width - room.left - room.right);
  return {
    xAxis: {
      min: window.from,
      max: window.to,
      axisLabel: { formatter: (time: number) => tickText(time, window) },
    },
    yAxis: { max, interval },
    series: lines.map((line) => ({ data: drawnSpots(line, window, pixels) })),
  };
}

/** The whole option: thin lines on a light grid, nothing that moves by itself. */
export function timeOption(
  lines: readonly TimeLine[],
  scale: TimeScale,
  window: TimeWindow,
  width: number,
  colours: Colours,
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
      axisLabel: { ...text, ...xAxis.axisLabel, hideOverlap: true, showMinLabel: false, showMaxLabel: false },
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
