import type { StaffRole } from '#contract/common.ts';
import type { InputOf } from '#contract/operations.ts';
import type { User } from '#contract/users.ts';
import type { Meanwhile } from '#renderer/ui/forms/meanwhile-notice.tsx';

export const editFields = ['full_name', 'username', 'company', 'email', 'role'] as const;
export type EditField = (typeof editFields)[number];

/** What the inputs of the form hold. */
export type EditDraft = Record<EditField, string>;

export type UpdateBody = InputOf<'users.update'>['body'];

export const fieldWords: Record<EditField, string> = {
  full_name: 'Full name',
  username: 'Username',
  company: 'Company',
  email: 'Email',
  role: 'Role',
};

export function draftOf(user: Pick<User, EditField>): EditDraft {
  const { full_name, username, company, email, role } = user;
  return { full_name, username: username ?? '', company: company ?? '', email, role };
}

/** What was typed, apart from blanks at its ends and the case of what has none. */
function meaning(field: EditField, text: string): string {
  const trimmed = text.trim();
  return field === 'email' || field === 'username' ? trimmed.toLowerCase() : trimmed;
}

export function isChanged(field: EditField, base: Pick<User, EditField>, draft: EditDraft): boolean {
  return meaning(field, draft[field]) !== meaning(field, draftOf(base)[field]);
}

/** The body that sends what was changed and nothing else; null when nothing was. */
export function changesOf(base: User, draft: EditDraft): UpdateBody | null {
  const changed = editFields.filter((field) => isChanged(field, base, draft));
  if (changed.length === 0) return null;
  const body: UpdateBody = { version: base.version };
  for (const field of changed) {
    const text = meaning(field, draft[field]);
    if (field === 'username' || field === 'company') body[field] = text === '' ? null : text;
    else if (field === 'role') body.role = text as StaffRole;
    else body[field] = text;
  }
  return body;
}

/**
 * The form after somebody else changed the account: fields that this person left alone show what is there now, fields
 * that they changed keep what they typed.
 */
export function rebaseDraft(
  base: User,
  draft: EditDraft,
  now: User,
): { draft: EditDraft; meanwhile: Meanwhile<EditField>[] } {
  const before = draftOf(base);
  const present = draftOf(now);
  const next = { ...draft };
  const meanwhile: Meanwhile<EditField>[] = [];
  for (const field of editFields) {
    const mine = isChanged(field, base, draft);
    if (!mine) next[field] = present[field];
    if (before[field] === present[field]) continue;
    const contested = mine && meaning(field, draft[field]) !== meaning(field, present[field]);
    meanwhile.push({ field, before: before[field], now: present[field], contested });
  }
  return { draft: next, meanwhile };
}
