import { describe, expect, it } from 'vitest';
import { named } from './named.ts';

describe('a name in a sentence', () => {
  it('is fenced off, so that direction marks in it end with it', () => {
    expect(named('Ada')).toBe('\u2068Ada\u2069');
    expect(named('\u202eecarG')).toBe('\u2068\u202eecarG\u2069');
  });

  it('is cut by characters, not by halves of them', () => {
    const text = named('🙂'.repeat(10_000));
    expect([...text]).toHaveLength(62);
    expect(text.endsWith('🙂…\u2069')).toBe(true);
  });
});
