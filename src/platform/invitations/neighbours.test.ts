import { describe, expect, it } from 'vitest';
import { neighboursOf } from './neighbours.ts';

const digits = 'a1b2c3d4e5f6';
const find = (tier: Parameters<typeof neighboursOf>[0], typed: string) =>
  neighboursOf(tier, typed).find((neighbour) => neighbour.code === '4UAI-PRE-a1b2c3d4e5f6');

describe('neighboursOf', () => {
  it('has every single slip, and no more than one in the digits', () => {
    const same = neighboursOf('premium', digits).filter((neighbour) => neighbour.code.startsWith('4UAI-PRE-'));
    // 12 places with 15 other digits; the 11 swaps of unlike neighbours are apart from those.
    expect(same).toHaveLength(12 * 15 + 11);
    expect(new Set(neighboursOf('premium', digits).map((neighbour) => neighbour.code)).size).toBe(3 * (180 + 11) + 2);
  });

  it.each([
    ['a wrong digit', 'premium', 'a1b2c3d4e5f7', 'Digit 12 is wrong.'],
    ['a letter that is no digit', 'premium', 'a1b2x3d4e5f6', 'Digit 5 is wrong.'],
    ['swapped neighbours', 'premium', '1ab2c3d4e5f6', 'Digits 1 and 2 are swapped.'],
    ['a missing digit', 'premium', 'a1b2c3d4ef6', 'A digit is missing at place 10.'],
    ['one too many', 'premium', 'a1b2c3dd4e5f6', 'is one too many.'],
    ['a wrong tier part', 'standard', digits, 'The tier part should say premium.'],
    ['an unknown tier part', null, digits, 'The tier part should say premium.'],
    ['a wrong tier part and a wrong digit', 'enterprise', 'a1b2c3d4e5f7', 'premium. Digit 12 is wrong.'],
  ] as const)('finds the code behind %s', (_name, tier, typed, words) => {
    expect(find(tier, typed)?.difference).toContain(words);
  });

  it.each(['', 'a1b2', 'a1b2c3d4e5f6a1', 'x'.repeat(64), 'a1x2c3y4e5f6'])('gives up on %j', (typed) => {
    expect(neighboursOf('premium', typed)).toEqual([]);
  });

  it('never says what the right digit is', () => {
    for (const { difference } of neighboursOf('premium', '000000000000')) {
      expect(difference).toMatch(
        /^(The tier part should say \w+\. ?)?((Digit|Digits) \d+( and \d+)? (is wrong|are swapped)\.)?$/,
      );
    }
  });
});
