import { describe, expect, it } from 'vitest';
import type { User } from '#contract/users.ts';
import { changesOf, draftOf, rebaseDraft } from './edit-form.ts';

const base: User = {
  id: '3f0b6a4e-0000-4000-8000-000000000001',
  email: 'grace@example.org',
  username: 'grace',
  full_name: 'Grace Hopper',
  company: null,
  role: 'member',
  state: 'active',
  is_beta_user: true,
  beta_tier: 'premium',
  beta_activated_at: null,
  email_verified_at: null,
  totp_enabled: false,
  created_at: '2026-11-01T00:00:00.000Z',
  last_seen_at: null,
  version: 3,
  suspended_at: null,
  suspended_reason: null,
  deleted_at: null,
  purge_at: null,
  erased_at: null,
};

describe('what the form sends', () => {
  it('is only what was changed, with the version that was read', () => {
    expect(changesOf(base, draftOf(base))).toBeNull();
    expect(changesOf(base, { ...draftOf(base), company: ' Navy ', full_name: 'Grace Hopper ' })).toEqual({
      version: 3,
      company: 'Navy',
    });
  });

  it('empties what may be empty', () => {
    expect(changesOf(base, { ...draftOf(base), username: ' ' })).toEqual({ version: 3, username: null });
  });

  it('does not take another case of an address for a change', () => {
    expect(changesOf(base, { ...draftOf(base), email: 'Grace@Example.org' })).toBeNull();
  });
});

describe('a form that somebody else was faster than', () => {
  const now = { ...base, version: 4, company: 'Navy', full_name: 'Grace B. Hopper' };

  it('keeps what was typed and takes over the rest', () => {
    const { draft, meanwhile } = rebaseDraft(base, { ...draftOf(base), full_name: 'Admiral Hopper' }, now);
    expect(draft).toMatchObject({ full_name: 'Admiral Hopper', company: 'Navy' });
    expect(meanwhile).toEqual([
      { field: 'full_name', before: 'Grace Hopper', now: 'Grace B. Hopper', contested: true },
      { field: 'company', before: '', now: 'Navy', contested: false },
    ]);
    expect(changesOf(now, draft)).toEqual({ version: 4, full_name: 'Admiral Hopper' });
  });

  it('has nothing left to send when both wanted the same', () => {
    const { draft, meanwhile } = rebaseDraft(base, { ...draftOf(base), company: 'Navy' }, { ...base, company: 'Navy' });
    expect(meanwhile).toEqual([{ field: 'company', before: '', now: 'Navy', contested: false }]);
    expect(changesOf({ ...base, company: 'Navy' }, draft)).toBeNull();
  });
});
