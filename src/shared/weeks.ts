const dayMilliseconds = 86_400_000;

/** ISO 8601 week of a time in UTC: `2026-W09`. Weeks begin on Monday; week 1 is the one with the first Thursday. */
export function isoWeekOf(time: Date): string {
  const thursday = new Date(mondayOf(time).getTime() + 3 * dayMilliseconds);
  const year = thursday.getUTCFullYear();
  const first = mondayOf(new Date(Date.UTC(year, 0, 4)));
  const week = 1 + Math.round((thursday.getTime() - first.getTime() - 3 * dayMilliseconds) / (7 * dayMilliseconds));
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
}

/** From the Monday of a week (`2026-W09`) up to, not including, the next one, in UTC. */
export function isoWeekRange(week: string): { from: Date; to: Date } {
  const [year, number] = [Number(week.slice(0, 4)), Number(week.slice(6))];
  const first = mondayOf(new Date(Date.UTC(year, 0, 4)));
  const from = new Date(first.getTime() + (number - 1) * 7 * dayMilliseconds);
  return { from, to: new Date(from.getTime() + 7 * dayMilliseconds) };
}

function mondayOf(time: Date): Date {
  const midnight = Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate());
  return new Date(midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * dayMilliseconds);
}
