import { ProblemError } from '#platform/http/problem.ts';

const day = 86_400_000;
/** The longest range that is answered, and how far back an incident may have begun. */
export const longestDays = 400;
const defaultDays = 30;

/** @throws ProblemError `validation` */
export function readRange(query: { from?: string | undefined; to?: string | undefined }, now: Date): [Date, Date] {
  const to = query.to === undefined ? now : new Date(query.to);
  const from = query.from === undefined ? new Date(to.getTime() - defaultDays * day) : new Date(query.from);
  const length = to.getTime() - from.getTime();
  if (length <= 0) throw invalid('to', 'Must be after the beginning of the range');
  if (length > longestDays * day) throw invalid('from', `A range is at most ${longestDays} days long`);
  // What databases can hold as a time, and nothing happened before.
  if (from.getUTCFullYear() < 1970) throw invalid('from', 'Must be in or after 1970');
  return [from, to];
}

/** A refusal of one field. */
export function invalid(path: string, message: string): ProblemError {
  return new ProblemError('validation', `${message} (${path}). Nothing was changed.`, { errors: [{ path, message }] });
}
