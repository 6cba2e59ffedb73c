import { dateFormat } from './date-format.ts';

const parts = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
const local = dateFormat(parts);
const utc = dateFormat({ ...parts, second: '2-digit', timeZone: 'UTC' });
const localDay = dateFormat({ day: 'numeric', month: 'short', year: 'numeric' });
const utcDay = dateFormat({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const localClock = dateFormat({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** The abbreviation British English has for September is one letter too long for a column. */
function tidy(text: string): string {
  return text.replace('Sept', 'Sep');
}

/** `21 Nov 2026, 14:05` in local time. */
export function formatTime(iso: string): string {
  return tidy(local().format(new Date(iso)));
}

/** `21 Nov 2026, 13:05:09 UTC` */
export function formatUtc(iso: string): string {
  return `${tidy(utc().format(new Date(iso)))} UTC`;
}

/** `21 Nov 2026` in local time. */
export function formatDate(iso: string): string {
  return tidy(localDay().format(new Date(iso)));
}

/** `14:05` in local time, where the day stands above. */
export function formatClock(iso: string): string {
  return localClock().format(new Date(iso));
}

/** `21 Nov 2026` of a calendar day such as `2026-11-21`, wherever the reader is. */
export function formatDay(day: string): string {
  return tidy(utcDay().format(new Date(`${day}T00:00:00Z`)));
}

const units = [
  { name: 'd', milliseconds: 86_400_000 },
  { name: 'h', milliseconds: 3_600_000 },
  { name: 'min', milliseconds: 60_000 },
  { name: 's', milliseconds: 1000 },
] as const;

/** `3 d 4 h`, `12 min`, `8 s`: the two largest units, the second only where it is the next one down. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.max(0, Math.round(milliseconds / 1000) * 1000);
  const first = units.findIndex((unit) => rest >= unit.milliseconds);
  if (first === -1) return '0 s';
  const words: string[] = [];
  for (const unit of units.slice(first, first + 2)) {
    const count = Math.floor(rest / unit.milliseconds);
    rest -= count * unit.milliseconds;
    if (count > 0) words.push(`${count} ${unit.name}`);
  }
  return words.join(' ');
}

/** `3 d 4 h ago`, `in 2 d`, `just now`. */
export function formatRelative(iso: string, now = Date.now()): string {
  const difference = new Date(iso).getTime() - now;
  if (Math.abs(difference) < 45_000) return 'just now';
  const words = formatDuration(Math.abs(difference) < 3_600_000 ? roundTo(difference, 60_000) : Math.abs(difference));
  return difference > 0 ? `in ${words}` : `${words} ago`;
}

function roundTo(milliseconds: number, unit: number): number {
  return Math.max(unit, Math.round(Math.abs(milliseconds) / unit) * unit);
}
