import type { QuietHours } from '#bridge/channels.ts';

/** Minutes since midnight of `22:00`. */
function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * Whether it is quiet, by the clock on the wall where this computer is: its first minute is quiet, its last is not. From
 * a time to an earlier one goes over midnight. From a time to itself is no time, rather than silence for ever.
 */
export function isQuiet({ enabled, from, to }: QuietHours, at: Date): boolean {
  if (!enabled) return false;
  const now = at.getHours() * 60 + at.getMinutes();
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  return begin <= end ? now >= begin && now < end : now >= begin || now < end;
}

/** Whether something may be shown on the desktop now. */
export function mayShow(quiet: QuietHours, critical: boolean, at: Date): boolean {
  return (critical && quiet.criticalPasses) || !isQuiet(quiet, at);
}
