import type { StaffRole } from '#contract/common.ts';
import { useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';

export type { User } from '#contract/users.ts';

export type UserSort = '-created_at' | 'created_at' | 'email' | '-email';

/** Accounts of one staff role, any number. */
export function useStaff(filters: { role: StaffRole; q?: string; sort?: UserSort }) {
  return useKeysetList('users.list', { query: filters });
}
