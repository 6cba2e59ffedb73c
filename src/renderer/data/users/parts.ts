import type { Mail } from '#contract/outbox.ts';
import type { UserSession } from '#contract/user-sessions.ts';
import type { Note, TimelineEvent } from '#contract/user-story.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type ListInput, type RowOf, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';

export type { Mail, Note, TimelineEvent, UserSession };
export type SignIn = RowOf<'users.sign_ins'>;
export type SessionQuery = ListInput<'users.sessions'>['query'];
export type SignInQuery = ListInput<'users.sign_ins'>['query'];
export type TimelineQuery = ListInput<'users.timeline'>['query'];

/** Sessions of one person, live and past. */
export function useUserSessions(id: string, query: SessionQuery): RowSource<UserSession> {
  return useKeysetList('users.sessions', { params: { id }, query });
}

/** Sign-ins of one person and tries that failed. */
export function useUserSignIns(id: string, query: SignInQuery): RowSource<SignIn> {
  return useKeysetList('users.sign_ins', { params: { id }, query });
}

/** Mails to one person, newest first. */
export function useUserMails(id: string): RowSource<Mail> {
  return useKeysetList('users.mails', { params: { id }, query: {} });
}

/** What agents wrote down, newest first. */
export function useUserNotes(id: string): RowSource<Note> {
  return useKeysetList('users.notes.list', { params: { id }, query: {} });
}

/** What happened to one person, newest first. */
export function useUserTimeline(id: string, query: TimelineQuery): RowSource<TimelineEvent> {
  return useKeysetList('users.timeline', { params: { id }, query });
}
