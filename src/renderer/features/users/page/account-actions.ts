import type { UserAction, UserStory } from '#contract/user-story.ts';

/** What opens a dialog on this page, in the order in which it is offered. */
export const accountActions = [
  'edit',
  'view',
  'tier',
  'sessions',
  'reactivate',
  'restore',
  'suspend',
  'delete',
] as const;
export type AccountAction = (typeof accountActions)[number];

export const actionWords: Record<AccountAction, string> = {
  edit: 'Edit profile',
  view: 'View as',
  tier: 'Change tier',
  sessions: 'End all sessions',
  reactivate: 'Reactivate',
  restore: 'Restore account',
  suspend: 'Suspend account',
  delete: 'Delete account',
};

const needs: Record<AccountAction, UserAction> = {
  edit: 'update',
  view: 'view_as',
  tier: 'change_tier',
  sessions: 'revoke_sessions',
  reactivate: 'reactivate',
  restore: 'restore',
  suspend: 'suspend',
  delete: 'delete',
};

/** What makes sense to offer: what the platform allows, apart from ending sessions where none is live. */
export function accountActionsOf(story: Pick<UserStory, 'allowed' | 'counts'>): AccountAction[] {
  return accountActions.filter(
    (action) => story.allowed.includes(needs[action]) && (action !== 'sessions' || story.counts.sessions_live > 0),
  );
}
