import type { StuckRow } from '#renderer/data/onboarding/stuck.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';

type Dwell = Pick<StuckRow, 'dwell_seconds' | 'median_seconds'>;

/** `12×`, `3.4×`: how many times the median. Null where the median is nothing. */
export function timesWords({ dwell_seconds: dwell, median_seconds: median }: Dwell): string | null {
  if (median <= 0) return null;
  const times = dwell / median;
  return `${times < 10 ? times.toFixed(1) : formatCount(Math.round(times))}×`;
}

/** `6 d 4 h` */
export function secondsWords(seconds: number): string {
  return formatDuration(seconds * 1000);
}

const sources = { sign_in: 'Sign-in failed', mail: 'Mail failed' } as const;

/** Reasons that the platform keeps as one word; those of mails are sentences of mail servers. */
const reasons: Readonly<Record<string, string>> = {
  wrong_password: 'wrong password',
  totp_wrong: 'wrong one-time code',
  not_active: 'the account was not active',
};

/** What failed: `Sign-in failed: wrong password`. */
export function errorWords({ source, reason }: NonNullable<StuckRow['last_error']>): string {
  return reason === null ? sources[source] : `${sources[source]}: ${reasons[reason] ?? reason}`;
}

/** `longest`, `3rd longest`: somebody's place among those who are stuck at the same step. */
export function rankWords(rank: number): string {
  if (rank === 1) return 'longest';
  const last = rank % 100 > 10 && rank % 100 < 14 ? 0 : rank % 10;
  return `${formatCount(rank)}${['th', 'st', 'nd', 'rd'][last] ?? 'th'} longest`;
}
