import { describe, expect, it } from 'vitest';
import { invitationOperations } from '#contract/invitations.ts';
import { readAddress, writeAddress } from '#renderer/ui/address/use-address-state.ts';
import { invitationAddress, isFiltered, noFilters, queryOf } from './address.ts';

const batch = '0b9d4b4e-6f0e-4b0e-8f4e-0a1b2c3d4e5f';
const full = {
  status: 'pending',
  tier: 'premium',
  delivery: 'failed',
  batch_id: batch,
  expires_within_days: '7',
  q: 'ada',
  sort: 'expires_at',
  id: 'some-id',
};
const listSchema = invitationOperations.find(({ id }) => id === 'invitations.list');

describe('the address of the Invitations screen', () => {
  it('is read and written back the same', () => {
    const values = readAddress(invitationAddress, full);
    expect(values).toMatchObject({ ...full, expires_within_days: 7 });
    expect(writeAddress(invitationAddress, {}, values)).toEqual(full);
  });

  it('asks the platform for exactly what it says', () => {
    expect(queryOf(readAddress(invitationAddress, full))).toEqual({
      status: 'pending',
      tier: 'premium',
      delivery: 'failed',
      batch_id: batch,
      expires_within_days: 7,
      q: 'ada',
      sort: 'expires_at',
    });
  });

  it.each([
    { status: 'gone', tier: 'gold', delivery: '?', batch_id: 'x', expires_within_days: '0', q: '  ', sort: 'code' },
    { expires_within_days: '91' },
    { expires_within_days: '1.5' },
    { q: 'x'.repeat(500), batch_id: batch },
    {},
  ])('turns %j into something the platform accepts', (search) => {
    const query = queryOf(readAddress(invitationAddress, search));
    expect(
      (listSchema as { query: { safeParse(input: unknown): { success: boolean } } }).query.safeParse(query),
    ).toMatchObject({
      success: true,
    });
  });

  it('knows when something is filtered, and what clears it', () => {
    const values = readAddress(invitationAddress, full);
    expect(isFiltered(values)).toBe(true);
    const cleared = writeAddress(invitationAddress, full, noFilters);
    expect(cleared).toEqual({ sort: 'expires_at', id: 'some-id' });
    expect(isFiltered(readAddress(invitationAddress, cleared))).toBe(false);
  });
});
