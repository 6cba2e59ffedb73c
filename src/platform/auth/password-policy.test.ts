import { describe, expect, it } from 'vitest';
import { ProblemError } from '#platform/http/problem.ts';
import { requireUncommonPassword, tooCommon } from './password-policy.ts';

const owner = { email: 'nora.lindqvist@fjordworks.test', username: 'nlindqvist', fullName: 'Nora Lindqvist' };

describe('tooCommon', () => {
  it.each([
    ['Password1234!', 'password'],
    ['P@ssw0rd2026!', 'password'],
    ['Passw0rd!Passw0rd!', 'password'],
    ['Qwertyuiop123!', 'qwertyuiop'],
    ['1qaz2wsx!QAZ', '1qaz2wsx'],
    ['ChangeMe-12345!', 'changeme'],
    ['Welcome!!!2026', 'welcome'],
    ['Nora.Lindqvist1!', 'nora.lindqvist'],
    ['Fjordworks-2026', 'fjordworks'],
    ['Abcdefghijkl1!', 'abcdefgh'],
    ['AAAAaaaa1111!!!!', 'aaaa 1234'],
  ])('refuses %s', (password, word) => {
    expect(tooCommon(password, owner)).toBe(word);
  });

  it.each(['Correct-horse-7-battery', 'Password-of-the-Old-Mill-9', 'xK4#vv9!pLq2Tz', 'Three blind mice, 1 Farm'])(
    'takes %s',
    (password) => {
      expect(tooCommon(password, owner)).toBeNull();
    },
  );
});

describe('requireUncommonPassword', () => {
  it('says which field and why', () => {
    try {
      requireUncommonPassword('Password1234!', owner);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ProblemError);
      expect((error as ProblemError).extras.errors?.[0]?.path).toBe('password');
    }
  });
});
