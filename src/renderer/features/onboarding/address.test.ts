import { describe, expect, it } from 'vitest';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { readAddress } from '#renderer/ui/address/use-address-state.ts';
import {
  isNarrowed,
  membersOf,
  nobodyLeftOut,
  noFilters,
  type OnboardingAddress,
  onboardingAddress,
  peopleOf,
} from './address.ts';

const now = Date.parse('2026-11-21T12:34:56Z');
const read = (search: Record<string, string>): OnboardingAddress => readAddress(onboardingAddress, search);
const list: Operation | undefined = operations.find(({ id }) => id === 'users.list');
const funnel: Operation | undefined = operations.find(({ id }) => id === 'onboarding.funnel');

describe('the address of the Onboarding screen', () => {
  it('is about everybody where it says nothing', () => {
    expect(peopleOf(read({}), now)).toEqual({});
    expect(isNarrowed(read({ part: 'stuck', by: 'week', step: 'api_key' }))).toBe(false);
  });

  it('counts days from the begun hour, so that the question stays the same while somebody looks', () => {
    const address = read({ range: 'last-7d' });
    expect(peopleOf(address, now)).toEqual({ from: '2026-11-14T12:00:00.000Z' });
    expect(peopleOf(address, now + 60_000)).toEqual(peopleOf(address, now));
  });

  it('takes both days of a range as a whole', () => {
    expect(peopleOf(read({ range: '2026-10-31..2026-10-31' }), now)).toEqual({
      from: '2026-10-31T00:00:00.000Z',
      to: '2026-11-01T00:00:00.000Z',
    });
  });

  it('takes a mangled address for less, never for something the platform refuses', () => {
    const mangled = {
      part: 'x',
      by: 'x',
      tier: 'gold',
      batch_id: '7',
      week: '2026-W77',
      step: 'x',
      sort: 'x',
      cohort: '7',
      standing: 'x',
    };
    for (const range of ['last-0d', 'last-9999d', '2026-02-30..2026-03-01', '2026-03-02..2026-03-01', '..', 'x'])
      expect(read({ ...mangled, range, batch_id: '', cohort: '' })).toEqual(read({}));
    expect(peopleOf(read(mangled), now)).toEqual({});
  });

  it('asks nothing that the contract does not know', () => {
    const full = { tier: 'premium', batch_id: crypto.randomUUID(), week: '2026-W09', cohort: crypto.randomUUID() };
    for (const range of ['last-30d', '2026-10-01..2026-10-31']) {
      const query = { by: 'batch', ...peopleOf(read({ ...full, range }), now) };
      expect(Object.keys(query).length).toBeGreaterThan(4);
      expect(funnel?.query?.safeParse(query).error).toBeUndefined();
      for (const step of ['api_key', 'completed', ''])
        expect(
          list?.query?.safeParse(membersOf(read({ ...full, range, step, standing: 'left' }), now)).error,
        ).toBeUndefined();
    }
    expect(peopleOf(read({ batch_id: 'none' }), now)).toEqual({ batch_id: 'none' });
  });

  it('lists the members behind a number, waiting ones where it says nothing else', () => {
    expect(membersOf(read({}), now)).toEqual({ role: 'member' });
    expect(membersOf(read({ step: 'api_key', tier: 'premium' }), now)).toEqual({
      ...{ role: 'member', tier: 'premium' },
      ...{ step: 'api_key', standing: 'waiting' },
    });
    expect(membersOf(read({ step: 'completed', standing: 'left', range: '2026-10-01..2026-10-01' }), now)).toEqual({
      ...{ role: 'member', step: 'completed' },
      ...{ signed_up_from: '2026-10-01T00:00:00.000Z', signed_up_to: '2026-10-02T00:00:00.000Z' },
    });
  });

  it('writes the range that it reads', () => {
    for (const text of ['last-30d', '2026-10-01..2026-10-31'])
      expect(onboardingAddress.range.write(onboardingAddress.range.read(text))).toBe(text);
  });

  it('clears to the same as an empty address', () => {
    const narrow = { tier: 'premium', week: '2026-W09', range: 'last-7d', step: 'api_key', standing: 'left' };
    const address = read({ ...narrow, batch_id: crypto.randomUUID(), cohort: crypto.randomUUID() });
    expect(isNarrowed(address)).toBe(true);
    expect(isNarrowed({ ...address, ...noFilters })).toBe(false);
    expect(membersOf({ ...address, ...nobodyLeftOut }, now)).toEqual({ role: 'member' });
  });
});
