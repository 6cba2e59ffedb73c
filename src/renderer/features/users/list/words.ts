import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { stepNames } from '#renderer/ui/text/step-names.ts';
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
