import { expect, it } from 'vitest';
import { actionInWords, knownActions, subjectName, subjectPlace } from './words.ts';

const entry = (type: string, id: string | null, name: string | null = null) =>
  ({ subject_type: type, subject_id: id, subject_name: name }) as Parameters<typeof subjectName>[0];

it('says what was done, also for actions it has never heard of', () => {
  expect(actionInWords('session.opened')).toBe('Signed in');
  expect(actionInWords('invitation.revoked')).toBe('Invitation revoked');
  expect(actionInWords('feature_flag.switched_off')).toBe('Feature flag switched off');
  expect(new Set(knownActions).size).toBe(knownActions.length);
});

it('names the subject, and leads to it where there is a place', () => {
  expect(subjectName(entry('batch', 'b1', 'Wave 2'))).toBe('Wave 2');
  expect(subjectName(entry('session', '0198f5c2-7b1e'))).toBe('Session 0198f5c2');
  expect(subjectPlace(entry('batch', 'b1'))).toEqual({ to: '/batches/b1' });
  expect(subjectPlace(entry('invitation', 'i1'))).toEqual({ to: '/invitations', search: { id: 'i1' } });
  expect(subjectPlace(entry('user', 'u1'))).toEqual({ to: '/users/u1' });
  expect(subjectPlace(entry('ingest_key', 'k1'))).toEqual({ to: '/settings', search: { section: 'ingest-keys' } });
  expect(subjectPlace(entry('session', 's1'))).toBeNull();
});
