import type { InputOf } from '#contract/operations.ts';

/** What a list of invitations is asked with, without page and cursor. */
export type InvitationQuery = Omit<NonNullable<InputOf<'invitations.list'>['query']>, 'limit' | 'cursor'>;
