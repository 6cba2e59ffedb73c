import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { stepNames } from '#shared/step-names.ts';
import type { Seen } from './address.ts';

export const stepOptions = [
  ...Object.entries(stepNames).map(([value, label]) => ({ value, label })),
  { value: 'completed', label: 'Completed' },
];

const roleLabels = { member: 'Members', staff: 'All staff', support: 'Support', ops: 'Ops', admin: 'Admins' } as const;

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
