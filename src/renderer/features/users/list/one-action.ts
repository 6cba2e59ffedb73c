import type { UserListRow } from '#contract/users.ts';
import type { ActionName } from './actions.ts';

/** What can be done to one person from the list: what can be done to many, and looking through their eyes. */
export type OneAction = ActionName | 'view';

/** What the actions need to know of a person. */
export type ActionSubject = Pick<UserListRow, 'id' | 'full_name' | 'role' | 'state' | 'beta_tier'>;

export type AskOne = (action: OneAction, subject: ActionSubject) => void;

/** As the page of a person calls it. */
export const viewWords = 'View as';
