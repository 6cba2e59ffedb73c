import { expect, it } from 'vitest';
import type { TimelineEvent } from '#contract/user-story.ts';
import { placeOf } from './timeline-places.ts';

const event = (kind: TimelineEvent['kind'], subject: TimelineEvent['subject']): TimelineEvent => ({
  key: 'a1',
  kind,
  at: '2026-11-22T12:00:00.000Z',
  actor: { id: null, name: 'Gatehouse', role: 'system' },
  words: 'Something.',
  subject,
});

it('leads to the session on the same page', () => {
  expect(placeOf(event('signed_in', { type: 'session', id: 's1' }), 'u1', 'support')).toEqual({
    to: '/users/u1',
    search: { part: 'sessions', session: 's1' },
    words: 'Session',
  });
});

it('leads nobody where they may not go', () => {
  const mail = event('mailed', { type: 'mail', id: 'm1' });
  expect(placeOf(mail, 'u1', 'support')).toBeNull();
  expect(placeOf(mail, 'u1', 'ops')?.to).toBe('/outbox');
  const entry = event('suspended', { type: 'audit_entry', id: '12' });
  expect(placeOf(entry, 'u1', 'ops')).toBeNull();
  expect(placeOf(entry, 'u1', 'admin')?.search).toMatchObject({ subject_id: 'u1', entry: '12' });
});

it('does not lead to an entry that the filter would hide', () => {
  expect(placeOf(event('session_revoked', { type: 'audit_entry', id: '12' }), 'u1', 'admin')).toBeNull();
});
