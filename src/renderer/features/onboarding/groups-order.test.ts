import { expect, it } from 'vitest';
import type { Funnel } from '#contract/onboarding.ts';
import { groupName, inOrder } from './groups-order.ts';

const groups = (...keys: (string | null)[]) =>
  keys.map((key) => ({ key, name: `name of ${key}`, funnel: {} as Funnel }));
const keysOf = (by: 'tier' | 'batch' | 'week', ...keys: (string | null)[]) =>
  inOrder(by, groups(...keys)).map(({ key }) => key);

it('puts tiers by rank and weeks newest first, and leaves batches largest first', () => {
  expect(keysOf('tier', 'enterprise', 'standard', 'premium')).toEqual(['standard', 'premium', 'enterprise']);
  expect(keysOf('week', '2026-W09', '2027-W01', '2026-W53')).toEqual(['2027-W01', '2026-W53', '2026-W09']);
  expect(keysOf('batch', 'b', null, 'a')).toEqual(['b', null, 'a']);
});

it('calls a group what a person calls it', () => {
  expect(groupName('tier', { key: 'premium', name: 'premium' })).toBe('Premium');
  expect(groupName('week', { key: '2026-W47', name: '2026-W47' })).toBe('2026-W47, 16–22 Nov');
  expect(groupName('batch', { key: null, name: 'Invited one by one' })).toBe('Invited one by one');
});
