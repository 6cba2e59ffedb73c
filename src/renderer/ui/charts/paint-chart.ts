import { tickText } from './axis.ts';
import type { Colours } from './chart-options.ts';
import { paintLines } from './paint-lines.ts';
import type { TimeScale } from './time-line.ts';
import { plotOf, room, type TimePicture } from './time-picture.ts';
import { timeTicks } from './time-ticks.ts';

const font = '11px "Inter Variable", sans-serif';
/** Between a value and the line that it is of. */
const valueGap = 6;
const timeGap = 8;
/** Less room than half a time would cut it off. */
const halfTime = 14;

/**
 * Paints a chart over time into the upper left corner of a canvas that is clear. Plain strokes and texts: ten charts are
 * painted four times a second, and a library's objects for each of them would be kept and compared in between.
 */
export function paintChart(
  context: CanvasRenderingContext2D,
  picture: TimePicture,
  scale: TimeScale,
  colours: Colours,
): void {
  context.save();
  context.font = font;
  paintValues(context, picture, scale, colours);
  paintTimes(context, picture, colours);
  if (scale.target !== undefined) paintTarget(context, picture, scale.target, scale.format, colours);
  paintLines(context, picture, colours);
  context.restore();
}

/** A light grid with its values, and the line that all stands on. */
function paintValues(
  context: CanvasRenderingContext2D,
  { size, axis }: TimePicture,
  { format }: TimeScale,
  colours: Colours,
): void {
  const plot = plotOf(size);
  const count = Math.round(axis.max / axis.interval);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (let line = 0; line <= count; line += 1) {
    // Three times 0.2 would read 0.6000000000000001.
    const value = Number((line * axis.interval).toPrecision(12));
    const top = room.top + Math.round((1 - value / axis.max) * plot.height);
    context.fillStyle = colours(line === 0 ? 'line-strong' : 'chart-grid');
    context.fillRect(room.left, top, plot.width, 1);
    context.fillStyle = colours('text-muted');
    context.fillText(format(value), room.left - valueGap, top + 0.5);
  }
}

function paintTimes(context: CanvasRenderingContext2D, { size, window }: TimePicture, colours: Colours): void {
  const { width } = plotOf(size);
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillStyle = colours('text-muted');
  for (const tick of timeTicks(window, width)) {
    const left = Math.round(((tick - window.from) / (window.to - window.from)) * width);
    if (left < halfTime || left > width - halfTime) continue;
    context.fillText(tickText(tick, window), room.left + left, size.height - room.bottom + timeGap);
  }
}

/** A dashed line with its value, where it is within reach. */
function paintTarget(
  context: CanvasRenderingContext2D,
  { size, axis }: TimePicture,
  { name, value }: NonNullable<TimeScale['target']>,
  format: TimeScale['format'],
  colours: Colours,
): void {
  if (value > axis.max) return;
  const plot = plotOf(size);
  const top = room.top + Math.round((1 - value / axis.max) * plot.height) + 0.5;
  const right = room.left + plot.width;
  context.strokeStyle = colours('text-faint');
  context.lineWidth = 1;
  context.setLineDash([4, 2]);
  context.beginPath();
  context.moveTo(room.left, top);
  context.lineTo(right, top);
  context.stroke();
  context.textAlign = 'right';
  context.textBaseline = 'bottom';
  context.fillStyle = colours('text-muted');
  context.fillText(`${name} ${format(value)}`, right - 5, top - 4);
}
