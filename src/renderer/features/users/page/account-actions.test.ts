import { expect, it } from 'vitest';
import type { UserStory } from '#contract/user-story.ts';
import { accountActionsOf } from './account-actions.ts';

const id = '3f0b6a4e-0000-4000-8000-000000000001';

function story(allowed: UserStory['allowed'], live = 1, user: object = {}) {
  return {
    user: { id, email: 'grace@example.org', state: 'active', ...user },
    allowed,
    counts: { sessions_live: live },
  } as UserStory;
}

it('offers what the platform allows and nothing else', () => {
  expect(accountActionsOf(story(['update', 'see_sessions', 'add_note']))).toEqual(['edit']);
  expect(accountActionsOf(story(['delete', 'suspend', 'change_tier', 'revoke_sessions', 'update']))).toEqual([
    'edit',
    'tier',
    'sessions',
    'suspend',
    'delete',
  ]);
});

it('does not offer to end sessions where none is live', () => {
  expect(accountActionsOf(story(['revoke_sessions'], 0))).toEqual([]);
});

it('offers nothing for an erased account', () => {
  const erased = { state: 'deleted', email: `erased-${id}@erased.invalid` };
  expect(accountActionsOf(story(['restore', 'revoke_sessions'], 0, erased))).toEqual([]);
});
