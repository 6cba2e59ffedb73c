import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { stepNames } from '#renderer/ui/text/step-names.ts';
import { isoWeekOf, isoWeekRange } from '#shared/weeks.ts';
import type { Seen } from './address.ts';

/** The step that comes next, in words; null is the end. */
export function stepWords(step: OnboardingStep | null): string {
  return step === null ? 'Completed' : stepNames[step];
}

export const stepOptions = [
  ...Object.entries(stepNames).map(([value, label]) => ({ value, label })),
  { value: 'completed', label: 'Completed' },
];

const roleLabels = { member: 'Members', staff: 'All staff', support: 'Support', ops: 'Ops', admin: 'Admins' } as const;

const roleNames = { member: 'Member', support: 'Support', ops: 'Ops', admin: 'Admin' } as const;

/** What somebody is: `Member`, `Admin`. */
export function roleName(role: keyof typeof roleNames): string {
  return roleNames[role];
}

/** Who a list is about: `Members`, `Admins`, `Everybody`. */
export function roleWords(role: keyof typeof roleLabels | 'any'): string {
  return role === 'any' ? 'Everybody' : roleLabels[role];
}

/** `Seen in the last 7 days`, `Not seen for 14 days` */
export function seenWords({ within, days }: Seen): string {
  const span = formatQuantity(days, 'day');
  if (!within) return `Not seen for ${span}`;
  return days === 1 ? 'Seen in the last day' : `Seen in the last ${span}`;
}

/** `3 h ago`: the largest unit alone, because a list is read down, not across. */
export function seenAgo(at: string, now = Date.now()): string {
  const passed = now - Date.parse(at);
  if (passed < 60_000) return 'just now';
  const [count, unit] = formatDuration(passed).split(' ');
  return `${count} ${unit} ago`;
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', timeZone: 'UTC' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** `2026-W47, 16–22 Nov`: the days are those of UTC, as the week is. */
export function weekWords(week: string): string {
  const { from, to } = isoWeekRange(week);
  const last = new Date(to.getTime() - 1);
  const start = from.getUTCMonth() === last.getUTCMonth() ? day.format(from) : dayAndMonth.format(from);
  return `${week}, ${start}–${dayAndMonth.format(last)}`.replace('Sept', 'Sep');
}

/** This week and those before it, newest first. */
export function latestWeeks(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, back) => isoWeekOf(new Date(now.getTime() - back * 7 * 86_400_000)));
}

const longest = 60;

/**
 * A name inside a sentence of ours: cut to a bearable length, and fenced off, so that right-to-left marks in it can't
 * turn the rest of the sentence around.
 */
export function named(name: string): string {
  const characters = [...name];
  const short = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : name;
  return `\u2068${short}\u2069`;
}
