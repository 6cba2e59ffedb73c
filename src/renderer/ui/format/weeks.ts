import { isoWeekOf, isoWeekRange } from '#shared/weeks.ts';
import { dateFormat } from './date-format.ts';

const day = dateFormat({ day: 'numeric', timeZone: 'UTC' });
const dayAndMonth = dateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' });

/** `2026-W47, 16–22 Nov`: the days are those of UTC, as the week is. */
export function weekWords(week: string): string {
  const { from, to } = isoWeekRange(week);
  const last = new Date(to.getTime() - 1);
  const start = from.getUTCMonth() === last.getUTCMonth() ? day().format(from) : dayAndMonth().format(from);
  return `${week}, ${start}–${dayAndMonth().format(last)}`.replace('Sept', 'Sep');
}

/** This week and those before it, newest first. */
export function latestWeeks(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, back) => isoWeekOf(new Date(now.getTime() - back * 7 * 86_400_000)));
}
