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
    ['text behind it', '4UAI-PRE-a1b2c3d4e5f6 is available to you, act now!'],
    ['text that begins like a code', 'Available codes: 4UAI-PRE-a1b2c3d4e5f6!'],
    ['a link', 'https://beta.example.com/beta/register?code=4UAI-PRE-a1b2c3d4e5f6&from=mail'],
    ['an escaped link', 'code%3D4UAI%2DPRE%2Da1b2c3d4e5f6'],
    ['a quoted mail', '> 4UAI-PRE-a1b2\n> c3d4e5f6'],
    ['a soft line break', '4UAI-PRE-a1b2=\r\nc3d4e5f6'],
    ['full-width letters', '４ＵＡＩ－ＰＲＥ－ａ１ｂ２ｃ３ｄ４ｅ５ｆ６'],
    ['Cyrillic letters', '4UАI-РRЕ-а1b2с3d4е5f6'],
    ['invisible characters', '4UAI-\u200bPRE-\u00ada1b2c3d4\ufeffe5f6'],
    ['spaced letters', '4 U A I - P R E - a 1 b 2 c 3 d 4 e 5 f 6'],
    ['a double paste', '4UAI-PRE-4UAI-PRE-a1b2c3d4e5f6'],
    ['html', '<code>4UAI-PRE-a1b2c3d4e5f6</code>'],
  ])('reads %s', (_name, paste) => {
    expect(normaliseCode(paste).code).toBe(code);
  });

  it('keeps tier and digits of a code that is too short, and says so', () => {
    const read = normaliseCode('4UAI-ENT-abc');
    expect(read).toMatchObject({ code: null, tier: 'enterprise', digits: 'abc' });
    expect(read.notes.join()).toContain('3 digits');
  });

  it.each([
    ['4UAI-PRO-a1b2c3d4e5f6', null, '“PRO” names no tier'],
    ['4UAI-a1b2c3d4e5f6', null, 'is missing'],
    ['PRE-a1b2c3d4e5f6', 'premium', 'beginning'],
    ['a1b2c3d4e5f6', null, 'beginning'],
  ])('keeps the digits of %s for the doctor, but redeems nothing', (paste, tier, note) => {
    const read = normaliseCode(paste);
    expect(read).toMatchObject({ code: null, tier, digits: 'a1b2c3d4e5f6' });
    expect(read.notes.join()).toContain(note);
  });

  it('names the characters that no code has', () => {
    const read = normaliseCode('4UAI-PRE-a1b2x3d4e5f6');
    expect(read).toMatchObject({ code: null, tier: 'premium', digits: 'a1b2x3d4e5f6' });
    expect(read.notes.join()).toContain('“x”');
  });

  it('takes the first of several codes and says so', () => {
    const read = normaliseCode('4UAI-STD-000000000001 or 4UAI-ENT-000000000002');
    expect(read.code).toBe('4UAI-STD-000000000001');
    expect(read.notes.join()).toContain('more than one');
  });

  it('never changes a digit of a whole code, whatever stands around it', () => {
    const around = ['', ' ', '\n', '"', '<b>', '„', '(', '[x](', '&code=', '\u00a0', '*', '`', '…'];
    for (let round = 0; round < 300; round += 1) {
      const digits = Array.from({ length: 12 }, () => Math.floor(Math.random() * 16).toString(16)).join('');
      const whole = formatCode('enterprise', digits);
      const before = around[round % around.length] ?? '';
      expect(normaliseCode(`${before}${whole}${before.replace(/\w/g, '')}`).code, `${before}${whole}`).toBe(whole);
    }
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
