import { expect, it } from 'vitest';
import type { UserStory } from '#contract/user-story.ts';
import { accountActionsOf } from './account-actions.ts';

function story(allowed: UserStory['allowed'], live = 1) {
  return { allowed, counts: { sessions_live: live } } as UserStory;
}

it('offers what the platform allows and nothing else', () => {
  expect(accountActionsOf(story(['update', 'see_sessions', 'add_note']))).toEqual(['edit']);
  expect(accountActionsOf(story(['delete', 'suspend', 'change_tier', 'view_as', 'revoke_sessions', 'update']))).toEqual(
    ['edit', 'view', 'tier', 'sessions', 'suspend', 'delete'],
  );
});

it('does not offer to end sessions where none is live', () => {
  expect(accountActionsOf(story(['revoke_sessions'], 0))).toEqual([]);
});
