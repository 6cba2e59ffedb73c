import type { Role } from '#contract/common.ts';

const labels: Record<Role, string> = { support: 'Support', ops: 'Ops', admin: 'Admin', member: 'Member' };

/** A role as it is written on screen. */
export function roleLabel(role: Role): string {
  return labels[role];
}
