import { tickText } from './axis.ts';
import type { Colours } from './chart-options.ts';
import { paintLines } from './paint-lines.ts';
import type { TimeScale } from './time-line.ts';
import { plotOf, room, type TimePicture } from './time-picture.ts';
import { timeTicks } from './time-ticks.ts';

const font = '11px "Inter Variable", sans-serif';
/** Between a value and the line that it is of. */
const valueGap = 6;
/** From the line that all stands on to the middle of the times. */
const timeGap = 10;
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
  const { target } = scale;
  // Where it is out of reach, the lines say so themselves.
  const top = target === undefined || target.value > picture.axis.max ? null : heightOf(picture, target.value);
  if (top !== null) paintTarget(context, picture, top, colours);
  paintLines(context, picture, colours);
  if (top !== null && target !== undefined) {
    nameTarget(context, picture, top, `${target.name} ${scale.format(target.value)}`, colours);
  }
  context.restore();
}

/** Where a value is, at a whole pixel, so that lines across are sharp. */
function heightOf({ size, axis }: TimePicture, value: number): number {
  return room.top + Math.round((1 - value / axis.max) * plotOf(size).height);
}

/** A light grid with its values, and the line that all stands on. */
function paintValues(
  context: CanvasRenderingContext2D,
  picture: TimePicture,
  { format }: TimeScale,
  colours: Colours,
): void {
  const { axis } = picture;
  const { width } = plotOf(picture.size);
  const count = Math.round(axis.max / axis.interval);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (let line = 0; line <= count; line += 1) {
    // Three times 0.2 would read 0.6000000000000001.
    const value = Number((line * axis.interval).toPrecision(12));
    const top = heightOf(picture, value);
    context.fillStyle = colours(line === 0 ? 'line-strong' : 'chart-grid');
    context.fillRect(room.left, top, width, 1);
    context.fillStyle = colours('text-muted');
    context.fillText(format(value), room.left - valueGap, top + 0.5);
  }
}

function paintTimes(context: CanvasRenderingContext2D, { size, window }: TimePicture, colours: Colours): void {
  const { width } = plotOf(size);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colours('text-muted');
  for (const tick of timeTicks(window, width)) {
    const left = Math.round(((tick - window.from) / (window.to - window.from)) * width);
    if (left < halfTime || left > width - halfTime) continue;
    context.fillText(tickText(tick, window), room.left + left, size.height - room.bottom + timeGap);
  }
}

function paintTarget(context: CanvasRenderingContext2D, { size }: TimePicture, top: number, colours: Colours): void {
  context.strokeStyle = colours('text-faint');
  context.lineWidth = 1;
  context.setLineDash([4, 2]);
  context.beginPath();
  context.moveTo(room.left, top + 0.5);
  context.lineTo(room.left + plotOf(size).width, top + 0.5);
  context.stroke();
  context.setLineDash([]);
}

/** Over the lines, each letter with a little of the ground around it, so that it can be read where a line goes through. */
function nameTarget(
  context: CanvasRenderingContext2D,
  { size }: TimePicture,
  top: number,
  text: string,
  colours: Colours,
): void {
  const right = room.left + plotOf(size).width - 5;
  context.textAlign = 'right';
  context.textBaseline = 'bottom';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = colours('ground');
  context.strokeText(text, right, top - 2);
  context.fillStyle = colours('text-muted');
  context.fillText(text, right, top - 2);
}
