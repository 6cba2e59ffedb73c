import { describe, expect, it } from 'vitest';
import { isErased, named } from './person.ts';

describe('a name in a sentence', () => {
  it('is fenced off, so that direction marks in it end with it', () => {
    expect(named('\u202eecarG')).toBe('\u2068\u202eecarG\u2069');
  });

  it('is cut by characters, not by halves of them', () => {
    const text = named('🙂'.repeat(10_000));
    expect([...text]).toHaveLength(62);
    expect(text.endsWith('🙂…\u2069')).toBe(true);
  });
});

it('tells an erased account from one that can be restored', () => {
  const id = '3f0b6a4e-0000-4000-8000-000000000001';
  expect(isErased({ id, state: 'deleted', email: `erased-${id}@erased.invalid` })).toBe(true);
  expect(isErased({ id, state: 'deleted', email: 'grace@example.org' })).toBe(false);
  expect(isErased({ id, state: 'active', email: `erased-${id}@erased.invalid` })).toBe(false);
});
