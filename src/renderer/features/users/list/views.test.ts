import { describe, expect, it } from 'vitest';
import { readAddress } from '#renderer/ui/address/use-address-state.ts';
import { queryOf, userAddress } from './address.ts';
import {
  builtInViews,
  currentView,
  holdsSecret,
  longestName,
  nameObjection,
  renamedView,
  showView,
  viewSearch,
  withoutView,
} from './views.ts';

const saved = [{ id: 'v1', name: 'Premium, gone quiet', search: { tier: 'premium', seen: 'not-14d' } }];

describe('views', () => {
  it('keep the filters of an address, and nothing of what is open', () => {
    const search = { tier: 'premium', q: 'ada', id: 'x', bulk: 'y', sort: '-created_at', other: 'z', role: 'nonsense' };
    expect(viewSearch(search)).toEqual({ tier: 'premium', q: 'ada' });
  });

  it('never keep a code or a licence key that was searched for', () => {
    for (const q of [
      '4UAI-PRE-a1b2c3d4e5f6',
      'my key 4uai lic abcde',
      '4UAI-LIC-ABCDE-ABCDE-ABCDE-ABCDE',
      'code: 4uai pre a1b2c3d4e5f6',
    ])
      expect(viewSearch({ q, tier: 'premium' })).toEqual({ tier: 'premium' });
    expect(holdsSecret('northwind premium')).toBe(false);
  });

  it('replace the filters and leave what is open', () => {
    const before = { tier: 'standard', q: 'ada', id: 'x' };
    expect(showView(before, { search: { seen: 'not-14d' } })).toEqual({ id: 'x', seen: 'not-14d' });
  });

  it('are known again by their filters, whatever is open and in whatever order', () => {
    expect(currentView({ seen: 'not-14d', id: 'x', tier: 'premium' }, saved)?.name).toBe('Premium, gone quiet');
    expect(currentView({}, saved)?.name).toBe('All members');
    expect(currentView({ role: 'member' }, saved)?.name).toBe('All members');
    expect(currentView({ tier: 'premium' }, saved)).toBeNull();
  });

  it('need a name of their own', () => {
    expect(nameObjection('  ', saved)).toBe('Give it a name');
    expect(nameObjection('staff ', saved)).toBe('Another view has this name');
    expect(nameObjection('PREMIUM, gone quiet', saved)).toBe('Another view has this name');
    expect(nameObjection('premium, gone quiet', saved, 'v1')).toBeNull();
    expect(nameObjection('x'.repeat(longestName + 1), saved)).toContain('At most');
    const full = Array.from({ length: 100 }, (_, index) => ({ id: `${index}`, name: `View ${index}`, search: {} }));
    expect(nameObjection('One more', full)).toContain('delete one first');
    expect(nameObjection('View 7b', full, '7')).toBeNull();
  });

  it('can be renamed and deleted', () => {
    expect(renamedView(saved, 'v1', ' Quiet ')).toEqual([{ ...saved[0], name: 'Quiet' }]);
    expect(withoutView(saved, 'v1')).toEqual([]);
  });

  it('that come with the console say something else each', () => {
    const queries = builtInViews.map(({ search }) => JSON.stringify(queryOf(readAddress(userAddress, search), 0)));
    expect(new Set(queries).size).toBe(builtInViews.length);
    for (const view of builtInViews) {
      expect(nameObjection(view.name, [], view.id)).toBeNull();
      expect(viewSearch(view.search)).toEqual(view.search);
    }
  });
});
