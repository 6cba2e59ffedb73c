import type { TimeWindow } from './time-line.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How far apart the times under a chart may be: what people count in. */
const strides = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 3, 5, 7, 14, 30].map((count) => count * day),
];

/** A time under a chart is about so wide, with some room around it. */
const tickRoom = 54;

/** The times that stand under a chart: at round moments of local time, as many as there is room for. */
export function timeTicks({ from, to }: TimeWindow, pixels: number): number[] {
  const length = to - from;
  if (!(length > 0)) return [];
  const stride = strides.find((one) => (one / length) * pixels >= tickRoom) ?? 90 * day;
  const ticks: number[] = [];
  if (stride < day) {
    // Local time, so that six hours apart means 0, 6, 12 and 18 o'clock wherever one is.
    const offset = new Date(from).getTimezoneOffset() * minute;
    for (let at = Math.ceil((from - offset) / stride) * stride + offset; at <= to; at += stride) ticks.push(at);
    return ticks;
  }
  // Days are not all as long as one another.
  const days = Math.round(stride / day);
  const start = new Date(from);
  const first = new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1);
  // Counted from a fixed day, so that the times don't jump as the window moves.
  const number = Math.round((first.getTime() - first.getTimezoneOffset() * minute) / day);
  for (let count = (days - (number % days)) % days; ; count += days) {
    const at = new Date(first.getFullYear(), first.getMonth(), first.getDate() + count).getTime();
    if (at > to) return ticks;
    ticks.push(at);
  }
}
