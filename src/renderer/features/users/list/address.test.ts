import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { userFilters, userSorts } from '#contract/users.ts';
import { readAddress } from '#renderer/ui/address/use-address-state.ts';
import { everybody, isFiltered, noFilters, queryOf, type UserAddress, userAddress } from './address.ts';

const now = Date.parse('2026-11-21T12:34:56Z');
const read = (search: Record<string, string>): UserAddress => readAddress(userAddress, search);
const asked = z.strictObject({ sort: z.enum(userSorts), ...userFilters });

describe('the address of the Users screen', () => {
  it('means members who are not deleted where it says nothing', () => {
    expect(queryOf(read({}), now)).toEqual({ sort: '-created_at', role: 'member', state: 'not_deleted' });
    expect(isFiltered(read({}))).toBe(false);
    expect(isFiltered(read({ sort: 'email', id: 'x' }))).toBe(false);
  });

  it('asks for everybody where it says so', () => {
    expect(queryOf(read({ role: 'any', state: 'any' }), now)).toEqual({ sort: '-created_at' });
    expect(isFiltered(read({ role: 'any' }))).toBe(true);
    expect(isFiltered(read({ state: 'any' }))).toBe(true);
  });

  it('counts days from the begun hour, so that the question stays the same while somebody looks', () => {
    const first = queryOf(read({ seen: 'not-14d' }), now);
    expect(first.not_seen_since).toBe('2026-11-07T12:00:00.000Z');
    expect(queryOf(read({ seen: 'not-14d' }), now + 60_000)).toEqual(first);
    expect(queryOf(read({ seen: 'within-7d' }), now).seen_since).toBe('2026-11-14T12:00:00.000Z');
  });

  it('takes a mangled address for less, never for something the platform refuses', () => {
    const mangled = { role: 'king', state: 'x', tier: 'gold', batch_id: '7', week: '2026-W77', step: 'x', sort: 'x' };
    for (const seen of ['not-0d', 'not-999d', 'within-', 'not-1.5d', 'not--1d'])
      expect(queryOf(read({ ...mangled, seen, q: '   ' }), now)).toEqual(queryOf(read({}), now));
    expect(queryOf(read({ q: 'a'.repeat(5000) }), now).q).toHaveLength(2000);
  });

  it('writes what it reads', () => {
    for (const text of ['within-1d', 'not-365d'])
      expect(userAddress.seen.write(userAddress.seen.read(text) ?? undefined)).toBe(text);
  });

  it('asks nothing that the contract does not know, and offers every sort of it', () => {
    const full = {
      role: 'staff',
      state: 'suspended',
      tier: 'premium',
      batch_id: crypto.randomUUID(),
      week: '2026-W09',
      step: 'completed',
      seen: 'not-3d',
      q: 'ada',
    };
    for (const sort of userSorts) {
      const query = queryOf(read({ ...full, sort }), now);
      expect(query.sort).toBe(sort);
      expect(asked.safeParse(query).error).toBeUndefined();
    }
  });

  it('clears to the same as an empty address', () => {
    const cleared = { ...read({ role: 'any', q: 'ada', seen: 'not-3d' }), ...noFilters };
    expect(isFiltered(cleared)).toBe(false);
    expect(Object.keys(everybody)).toEqual(Object.keys(noFilters));
  });
});
