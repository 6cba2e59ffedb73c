import { describe, expect, it } from 'vitest';
import { formatLicenceKey, normaliseLicenceKey } from './licence-key.ts';

let turn = 0;
const key = formatLicenceKey(() => (turn++ * 7 + 3) % 32);

describe('licence keys', () => {
  it('have the form 4UAI-LIC- and four groups of five', () => {
    expect(key).toMatch(/^4UAI-LIC-([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
  });

  it('are read back whatever the case, spaces and dashes', () => {
    expect(normaliseLicenceKey(key.toLowerCase().replaceAll('-', ' '))).toBe(key);
    expect(normaliseLicenceKey(key.replace('4UAI-LIC-', ''))).toBe(key);
  });

  it('are refused with any one character changed', () => {
    const start = '4UAI-LIC-'.length;
    for (let index = start; index < key.length; index += 1) {
      if (key[index] === '-') continue;
      const other = key[index] === '7' ? '8' : '7';
      expect(normaliseLicenceKey(key.slice(0, index) + other + key.slice(index + 1))).toBeNull();
    }
  });

  it('are refused when too short or made of other characters', () => {
    expect(normaliseLicenceKey('4UAI-LIC-12345')).toBeNull();
    expect(normaliseLicenceKey(key.replace(/.$/, '!'))).toBeNull();
  });
});
