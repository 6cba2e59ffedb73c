import { dateFormat } from '#renderer/ui/format/date-format.ts';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';
import { within } from './time-points.ts';

const shareTops = [0.1, 0.25, 0.5, 1];

/** Where the axis of the values ends, and how far its lines are apart. It begins at 0, so that heights can be compared. */
export function valueAxis(kind: TimeScale['kind'], peak: number): { max: number; interval: number } {
  if (kind === 'share') {
    const max = shareTops.find((top) => peak <= top * 0.96) ?? Math.max(1, peak);
    return { max, interval: max / 2 };
  }
  const interval = roundUp(Math.max(peak, Number.MIN_VALUE) / 3);
  const least = kind === 'whole' ? Math.max(1, interval) : peak > 0 ? interval : 1;
  return { max: Math.max(1, Math.ceil((peak * 1.02) / least)) * least, interval: least };
}

/** The next of 1, 2, 5, 10, 20, … */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((factor) => factor * power >= value * 0.999) ?? 10) * power;
}

/** The highest value that is shown. */
export function peakOf(lines: readonly TimeLine[], { from, to }: TimeWindow): number {
  let peak = 0;
  for (const { points } of lines) {
    // What is missing is above nothing.
    for (const value of within(points, from, to).values) if (value > peak) peak = value;
  }
  return peak;
}

const second = dateFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const minute = dateFormat({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = dateFormat({ day: 'numeric', month: 'short' });
const dayAndMinute = dateFormat({
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** British English abbreviates September with one letter more than every other month. */
const short = (text: string) => text.replace('Sept', 'Sep');
const dayText = (time: number) => short(day().format(time));

/** What stands under the axis, in local time: as much of it as tells the ticks apart. */
export function tickText(time: number, { from, to }: TimeWindow): string {
  const hours = (to - from) / 3_600_000;
  if (hours <= 0.06) return second().format(time);
  if (hours > 36) return dayText(time);
  const text = minute().format(time);
  return hours > 12 && text === '00:00' ? dayText(time) : text;
}

/** A moment as exact as its points are. */
export function momentText(time: number, step: number): string {
  if (step < 60_000) return second().format(time);
  return step < 86_400_000 ? short(dayAndMinute().format(time)) : dayText(time);
}
