import { describe, expect, it } from 'vitest';
import { formatCode, maskCode, normaliseCode } from './codes.ts';

describe('normaliseCode', () => {
  const code = '4UAI-PRE-a1b2c3d4e5f6';
  it.each([
    ['as it is', code],
    ['upper case', code.toUpperCase()],
    ['spaces and line breaks', ' 4uai pre\na1b2 c3d4 e5f6 '],
    ['no dashes', '4uaiprea1b2c3d4e5f6'],
    ['other dashes', '4UAI–PRE—a1b2c3d4e5f6'],
    ['look-alikes', '4UAI-PRE-aIb2c3d4eSf6'],
    ['text around it', 'Your code: 4UAI-PRE-a1b2c3d4e5f6'],
  ])('reads %s', (_name, paste) => {
    expect(normaliseCode(paste).code).toBe(code);
  });

  it('keeps tier and digits of a code that is too short, and says so', () => {
    const read = normaliseCode('4UAI-ENT-abc');
    expect(read).toMatchObject({ code: null, tier: 'enterprise', digits: 'abc' });
    expect(read.notes.join()).toContain('3 digits');
  });

  it('says when nothing like a code is there', () => {
    expect(normaliseCode('hello')).toMatchObject({ code: null, tier: null });
  });
});

describe('masking', () => {
  it('shows the tier and the last four only', () => {
    expect(maskCode('premium', 'e5f6')).toBe('4UAI-PRE-••••••••e5f6');
    expect(formatCode('standard', '0123456789ab')).toBe('4UAI-STD-0123456789ab');
  });
});
