import { expect, it } from 'vitest';
import { seenAgo } from './seen-ago.ts';

it('says how long ago in one unit', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  expect(seenAgo('2026-11-21T11:59:30Z', now)).toBe('just now');
  expect(seenAgo('2026-11-21T11:48:20Z', now)).toBe('11 min ago');
  expect(seenAgo('2026-11-21T01:10:00Z', now)).toBe('10 h ago');
  expect(seenAgo('2026-11-01T01:10:00Z', now)).toBe('20 d ago');
  expect(seenAgo('2026-11-22T00:00:00Z', now)).toBe('just now');
});
