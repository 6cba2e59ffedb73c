import { describe, expect, it } from 'vitest';
import { formatLicenceKey, normaliseLicenceKey } from './licence-key.ts';

const random = () => (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % 32;
const keys = Array.from({ length: 200 }, () => formatLicenceKey(random));
const start = '4UAI-LIC-'.length;

describe('licence keys', () => {
  it('have four groups of five Crockford characters, and no two are alike', () => {
    for (const key of keys) expect(key).toMatch(/^4UAI-LIC(-[0-9A-HJKMNP-TV-Z]{5}){4}$/);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are read back however they were typed', () => {
    for (const key of keys) {
      expect(normaliseLicenceKey(key)).toBe(key);
      expect(normaliseLicenceKey(` ${key.toLowerCase().replaceAll('-', ' ')} `)).toBe(key);
      expect(normaliseLicenceKey(key.slice(start).replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(key);
    }
  });

  it('show every single wrong character and every swap of neighbours', () => {
    for (const key of keys) {
      for (let index = start; index < key.length; index += 1) {
        const character = key.charAt(index);
        if (character === '-') continue;
        const other = character === '7' ? '8' : '7';
        expect(normaliseLicenceKey(key.slice(0, index) + other + key.slice(index + 1))).toBeNull();
        const next = key.charAt(index + 1);
        if (next === '' || next === '-' || next === character) continue;
        expect(normaliseLicenceKey(key.slice(0, index) + next + character + key.slice(index + 2))).toBeNull();
      }
    }
  });

  it('draw again instead of ending in a sign that is no letter', () => {
    // 1 x 32 + 4 = 36, which Crockford writes as U; 5 is written as 5.
    const draws = [...Array(17).fill(0), 1, 4, ...Array(18).fill(0), 5];
    expect(formatLicenceKey(() => draws.shift() ?? 0)).toBe('4UAI-LIC-00000-00000-00000-00055');
    expect(draws).toEqual([]);
  });

  it('are refused when they are nothing like a key', () => {
    for (const text of ['', '4UAI-LIC-', '4UAI-LIC-00000-00000-00000-0000', '4UAI-PRE-a1b2c3d4e5f6', 'U'.repeat(20)]) {
      expect(normaliseLicenceKey(text)).toBeNull();
    }
  });
});
