import { formatTime } from '#renderer/ui/format/times.ts';
import type { Colours } from './chart-options.ts';
import { barsOf, type ChartMark, groupMarks, marksWithin } from './marks.ts';
import { paintChart } from './paint-chart.ts';
import { newestOf } from './readings.tsx';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';
import { type ChartSize, pictureOf, room } from './time-picture.ts';

export interface Picture {
  readonly title: string;
  readonly note: string | undefined;
  readonly lines: readonly TimeLine[];
  readonly scale: TimeScale;
  readonly window: TimeWindow;
  readonly marks: readonly ChartMark[];
  /** Of the chart on the screen. */
  readonly size: ChartSize;
  readonly colours: Colours;
}

const edge = 16;
const headHeight = 66;
const lineHeight = 18;
const mostListed = 8;
/** A chart may be narrow beside others; in a message it stands alone, and what is written under it wants room. */
const least: ChartSize = { width: 640, height: 200 };

/** A chart as somebody would put it into a message: title, time, values, lines and what happened, on its background. */
export function drawPicture({ title, note, lines, scale, window, marks, size, colours }: Picture): string {
  const [width, height] = [Math.max(least.width, size.width), Math.max(least.height, size.height)];
  const picture = pictureOf(lines, scale, window, { width, height });
  const listed = marksWithin(marks, window).slice(-mostListed);
  const whole = [
    width + 2 * edge,
    headHeight + height + edge + (listed.length > 0 ? listed.length * lineHeight + 4 : 0),
  ];
  const ratio = devicePixelRatio;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = whole.map((length) => Math.round(length * ratio)) as [number, number];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The picture could not be drawn: there is no memory for it.');
  context.scale(ratio, ratio);
  context.fillStyle = colours('ground');
  context.fillRect(0, 0, ...(whole as [number, number]));
  const use = (font: string) => {
    context.font = `${font} "Inter Variable", sans-serif`;
  };
  const write = (text: string, left: number, base: number, colour: string, font: string) => {
    use(font);
    context.fillStyle = colours(colour);
    context.fillText(text, left, base);
    return left + context.measureText(text).width;
  };
  const end = write(title, edge, edge + 12, 'text', '600 14px');
  if (note !== undefined) write(note, end + 8, edge + 12, 'text-muted', '400 12px');
  write(timeWords(window), edge, edge + 29, 'text-muted', '400 12px');
  let left = edge;
  for (const line of lines) {
    const value = newestOf(line, window);
    context.fillStyle = colours(line.colour);
    context.fillRect(left, edge + 42, 12, 2);
    left = write(line.name, left + 17, edge + 46, 'text-muted', '400 12px');
    left = write(value === null ? 'No data' : scale.format(value), left + 5, edge + 46, 'text', '500 12px') + 14;
  }
  context.save();
  context.translate(edge, headHeight);
  paintChart(context, picture, scale, colours);
  context.restore();
  for (const { place, first } of groupMarks(marks, window, width)) {
    context.fillStyle = colours(first.colour);
    context.globalAlpha = 0.45;
    context.fillRect(edge + place, headHeight + room.top, 1, height - room.top - room.bottom);
    context.globalAlpha = 1;
    context.beginPath();
    context.arc(edge + place + 0.5, headHeight + 8, 4, 0, 2 * Math.PI);
    context.fill();
  }
  for (const bar of barsOf(marks, window, width)) {
    context.fillStyle = colours(bar.colour);
    context.fillRect(edge + bar.left, headHeight + 17 + bar.lane * 3, bar.width, 2);
  }
  for (const [index, mark] of listed.entries()) {
    const base = headHeight + height + edge / 2 + index * lineHeight + 10;
    context.fillStyle = colours(mark.colour);
    context.beginPath();
    context.arc(edge + 4, base - 4, 4, 0, 2 * Math.PI);
    context.fill();
    use('400 12px');
    const most = width - 14 - 8 - context.measureText(mark.detail).width;
    const text = shortened(`${mark.word}: ${mark.title}`, most, (shown) => context.measureText(shown).width);
    const after = write(text, edge + 14, base, 'text', '400 12px');
    write(mark.detail, after + 8, base, 'text-muted', '400 12px');
  }
  return canvas.toDataURL('image/png').replace('data:image/png;base64,', '');
}

/** As much of a text as is no wider than so much, with an ellipsis where it is cut. */
export function shortened(text: string, most: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= most) return text;
  const signs = [...text];
  let length = signs.length;
  const cut = () => `${signs.slice(0, length).join('').trimEnd()}…`;
  while (length > 1 && widthOf(cut()) > most) length -= 1;
  return cut();
}

/** `22 Nov 2026, 11:05 to 22 Nov 2026, 12:05 (UTC+1)`: whoever gets the picture may live elsewhere. */
export function timeWords({ from, to }: TimeWindow): string {
  const minutes = -new Date(to).getTimezoneOffset();
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const zone =
    minutes === 0
      ? 'UTC'
      : `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
  return `${formatTime(new Date(from).toISOString())} to ${formatTime(new Date(to).toISOString())} (${zone})`;
}
