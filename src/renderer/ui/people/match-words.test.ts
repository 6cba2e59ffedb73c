import { expect, it } from 'vitest';
import type { MatchedBy } from '#contract/users.ts';
import { matchWords } from './match-words.ts';

const row = (...matched_by: MatchedBy[]) => ({
  full_name: 'Tomás Åkerman',
  email: 'tomas@northwind.example',
  username: 'tomas_a',
  company: 'Northwind Analytics',
  matched_by,
});

it('says nothing where the row shows what was looked for', () => {
  expect(matchWords(row(), '')).toBeNull();
  expect(matchWords(row('email', 'full_name', 'username'), 'AKERMAN tomas')).toBeNull();
  // The company matches too, but the address shows it already.
  expect(matchWords(row('email', 'company'), 'northwind')).toBeNull();
});

it('names what the row does not show', () => {
  expect(matchWords(row('username'), 'tomas_a')).toBe('Username tomas_a');
  expect(matchWords(row('full_name', 'company'), 'tomas analytics')).toBe('Northwind Analytics');
});

it('names an identifier, and never repeats it', () => {
  expect(matchWords(row('licence_key'), '4uai lic 7k3qx')).toBe('Licence key');
  expect(matchWords(row('invitation_code', 'email'), 'e5f6')).toBe('Invitation code');
  expect(matchWords(row('id'), '0198f5c2')).toBe('Id');
});
