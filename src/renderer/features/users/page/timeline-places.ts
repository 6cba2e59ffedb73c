import type { Role } from '#contract/common.ts';
import type { TimelineEvent, TimelineKind } from '#contract/user-story.ts';

export interface Place {
  to: string;
  search: Record<string, string>;
  words: string;
}

/** Kinds whose audit entry is about the account itself, so that the Audit screen finds it by its subject. */
const aboutTheAccount: ReadonlySet<TimelineKind> = new Set([
  'registered',
  'tier_changed',
  'suspended',
  'reactivated',
  'deleted',
  'restored',
  'profile_changed',
  'viewed',
]);

/** Where the console shows more about an event, for those who may go there. */
export function placeOf({ subject, kind }: TimelineEvent, userId: string, role: Role): Place | null {
  if (subject === null) return null;
  const page = `/users/${userId}`;
  switch (subject.type) {
    case 'session':
      return { to: page, search: { part: 'sessions', session: subject.id }, words: 'Session' };
    case 'note':
      return { to: page, search: { part: 'notes' }, words: 'All notes' };
    case 'mail':
      return role === 'support' ? null : { to: '/outbox', search: { id: subject.id }, words: 'Mail' };
    case 'invitation':
      return { to: '/invitations', search: { id: subject.id }, words: 'Invitation' };
    case 'audit_entry': {
      if (role !== 'admin' || !aboutTheAccount.has(kind)) return null;
      const search = { subject_type: 'user', subject_id: userId, entry: subject.id };
      return { to: '/audit', search, words: `Audit entry ${subject.id}` };
    }
  }
}
