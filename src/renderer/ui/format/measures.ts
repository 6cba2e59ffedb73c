import { formatBytes, formatCount, formatPercent } from './numbers.ts';

export type MeasureUnit = 'share' | 'bytes' | 'ms' | 'count';

/** `0.4 ms`, `12 ms`, `1.25 s`, `2.0 min`: three figures at most, whatever the size. */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds < 9.95) return `${trimmed(milliseconds, 1)} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${trimmed(milliseconds / 1000, milliseconds < 9950 ? 2 : 1)} s`;
  return `${trimmed(milliseconds / 60_000, 1)} min`;
}

/** `0/s`, `0.0012/s`, `0.05/s`, `3.2/s`, `120/s`: two figures, and never 0 for what is next to nothing. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return '0/s';
  if (perSecond < 0.0095) return `${Number(perSecond.toPrecision(2))}/s`;
  if (perSecond < 0.995) return `${Number(perSecond.toFixed(2))}/s`;
  return `${perSecond < 9.95 ? trimmed(perSecond, 1) : formatCount(Math.round(perSecond))}/s`;
}

/** What was measured, with its unit. */
export function formatMeasure(unit: MeasureUnit, value: number): string {
  if (unit === 'share') return formatPercent(value);
  if (unit === 'bytes') return formatBytes(Math.round(value));
  if (unit === 'ms') return formatMilliseconds(value);
  return value < 9.95 && !Number.isInteger(value) ? trimmed(value, 1) : formatCount(Math.round(value));
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
