import { expect, it } from 'vitest';
import type { UserStory } from '#contract/user-story.ts';
import { answerOf } from './answer.ts';

const now = Date.parse('2026-11-22T12:00:00.000Z');
const id = '3f0b6a4e-0000-4000-8000-000000000001';

function story(user: Partial<UserStory['user']>, rest: Partial<UserStory> = {}): UserStory {
  return {
    user: {
      id,
      email: 'grace@example.org',
      role: 'member',
      state: 'active',
      created_at: '2026-11-01T12:00:00.000Z',
      erased_at: null,
      last_seen_at: '2026-11-22T10:00:00.000Z',
      ...user,
    },
    subscription: { state: 'active', days_total: 90, days_left: 68, ends_at: '2027-01-30T12:00:00.000Z' },
    onboarding: { step: 'api_key', steps: Array.from({ length: 6 }), steps_done: 3 },
    state_change: null,
    ...rest,
  } as UserStory;
}

it('says where a member stands', () => {
  expect(answerOf(story({}), now)).toEqual({
    lead: 'Day 22 of 90',
    rest: 'Onboarding 3 of 6, next API key; last seen 2 h ago.',
  });
  expect(answerOf(story({ last_seen_at: null }, { subscription: null, onboarding: null }), now)).toEqual({
    lead: 'Member since 1 Nov 2026',
    rest: 'Never seen.',
  });
});

it('says first what matters more: suspended, deleted, erased, staff', () => {
  expect(answerOf(story({ state: 'suspended', suspended_at: '2026-11-20T12:00:00.000Z' }), now).lead).toBe(
    'Suspended since 20 Nov 2026',
  );
  const deleted = {
    state: 'deleted',
    deleted_at: '2026-11-20T12:00:00.000Z',
    purge_at: '2026-12-20T12:00:00.000Z',
  } as const;
  expect(answerOf(story(deleted), now).rest).toContain('restored until 20 Dec 2026');
  const by = { id: null, name: 'Nora Lindqvist', role: 'admin' } as const;
  const told = story(deleted, { state_change: { at: deleted.deleted_at, by } });
  expect(answerOf(told, now).lead).toBe('Deleted on 20 Nov 2026 by \u2068Nora Lindqvist\u2069');
  expect(answerOf(story({ ...deleted, erased_at: '2026-12-20T12:00:00.000Z' }), now).lead).toContain('was erased');
  expect(answerOf(story({ role: 'ops' }), now).lead).toBe('Staff since 1 Nov 2026');
});
