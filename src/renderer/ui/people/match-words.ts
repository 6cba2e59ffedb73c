import type { MatchedBy, UserListRow } from '#contract/users.ts';
import { fold } from '#shared/fold.ts';

const labels: Partial<Record<MatchedBy, string>> = {
  id: 'Id',
  invitation_code: 'Invitation code',
  licence_key: 'Licence key',
};

type Found = Pick<UserListRow, 'full_name' | 'email' | 'username' | 'company' | 'matched_by'>;

/** What a search found somebody by, where the row itself doesn't show it; null where it does. */
export function matchWords(row: Found, q: string): string | null {
  const identifier = row.matched_by.map((field) => labels[field]).find((label) => label !== undefined);
  if (identifier !== undefined) return identifier;
  const visible = fold(`${row.full_name} ${row.email}`);
  const unseen = fold(q)
    .split(/\s+/)
    .some((word) => word !== '' && !visible.includes(word));
  if (!unseen) return null;
  const parts: string[] = [];
  if (row.matched_by.includes('username') && row.username !== null) parts.push(`Username ${row.username}`);
  if (row.matched_by.includes('company') && row.company !== null) parts.push(row.company);
  return parts.length === 0 ? null : parts.join(', ');
}
