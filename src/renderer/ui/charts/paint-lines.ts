import type { Colours } from './chart-options.ts';
import { plotOf, room, type TimePicture } from './time-picture.ts';

/** A line at the very top or bottom is seen whole. */
const beyond = 2;

/** Paints the lines of a chart, nothing of them beside the plot. */
export function paintLines(context: CanvasRenderingContext2D, { size, lines }: TimePicture, colours: Colours): void {
  const plot = plotOf(size);
  context.save();
  context.beginPath();
  context.rect(room.left, room.top - beyond, plot.width, plot.height + 2 * beyond);
  context.clip();
  context.translate(room.left, room.top);
  context.lineJoin = 'bevel';
  // What comes first matters most, and lies on top.
  for (const { trace, colour, dashed } of lines.toReversed()) {
    context.strokeStyle = colours(colour);
    context.lineWidth = dashed ? 1 : 1.5;
    context.setLineDash(dashed ? [4, 3] : []);
    context.beginPath();
    layPath(context, trace);
    context.stroke();
  }
  context.restore();
}

/** One path for all runs of a line; a run of one point is a dot. */
function layPath(path: Pick<CanvasPath, 'moveTo' | 'lineTo' | 'arc'>, trace: Float32Array): void {
  let isOpen = false;
  for (let place = 0; place < trace.length; place += 2) {
    const [x, y] = [trace[place] ?? Number.NaN, trace[place + 1] ?? Number.NaN];
    const isBreak = Number.isNaN(x);
    if (isOpen && !isBreak) path.lineTo(x, y);
    else if (!isBreak) {
      const isAlone = Number.isNaN(trace[place + 2] ?? Number.NaN);
      path.moveTo(isAlone ? x + 1 : x, y);
      if (isAlone) path.arc(x, y, 1, 0, 2 * Math.PI);
    }
    isOpen = !isBreak;
  }
}
