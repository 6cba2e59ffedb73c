import type { Share } from '#contract/monitoring.ts';
import { wilsonInterval } from '#shared/statistics.ts';

const dayMilliseconds = 86_400_000;

/** From this number on a share stands for itself; below it comes with its interval. */
const enough = 100;

/** A share that says what it was computed from, and nothing where there is nothing to compute it from. */
export function shareOf(part: number, n: number): Share {
  return { share: n === 0 ? null : part / n, part, n, interval: n < enough ? wilsonInterval(part, n) : null };
}

/** The UTC day of a time, `YYYY-MM-DD`. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** The last UTC days up to and with today, oldest first. */
export function lastDays(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    dayOf(new Date(now.getTime() - (count - 1 - index) * dayMilliseconds)),
  );
}

/**
 * The day on which the seats run out if people go on registering as in the last week; today where none is left, null
 * where it takes longer than a year.
 */
export function fullOn(now: Date, seatsLeft: number, registrationsInSevenDays: number): string | null {
  if (seatsLeft <= 0) return dayOf(now);
  const days = (seatsLeft * 7) / registrationsInSevenDays;
  return days <= 365 ? dayOf(new Date(now.getTime() + days * dayMilliseconds)) : null;
}

/** Adds up groups by one of their names; every name is there, also where nothing counts for it. */
export function countBy<Name extends string, Group>(
  names: readonly Name[],
  groups: readonly Group[],
  nameOf: (group: Group) => Name,
  countOf: (group: Group) => number,
): Record<Name, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  for (const group of groups) counts[nameOf(group)] += countOf(group);
  return counts;
}
