import { expect, test } from 'vitest';
import { narrowsUsers } from './narrows.ts';

const members = { role: 'member', sort: '-created_at' } as const;
const search = (q: string) => ({ ...members, q });
const tomas = {
  email: 'tomas.rivera@example.com',
  username: 'trivera',
  full_name: 'Tomás Rivera',
  company: 'Ärenå',
  matched_by: [],
};

test.each([
  ['', 't'],
  ['tom', 'toma'],
  ['tom', 'tom r'],
  ['riv', 'tomas rive'],
  ['TOM', 'tomá'],
])('whoever is found by “%s” and has the words of “%s” is found by it', (before, now) => {
  expect(narrowsUsers(search(before), search(now))?.(tomas)).not.toBeNull();
});

test.each(['tomas z', 'riverax', 'tomasrivera'])('who lacks a word of “%s” is not', (now) => {
  expect(narrowsUsers(search(''), search(now))?.(tomas)).toBeNull();
});

test('every field counts, without accents', () => {
  const foundIn = (now: string) => narrowsUsers(search(''), search(now))?.(tomas)?.matched_by;
  expect(foundIn('trivera')).toEqual(['username']);
  expect(foundIn('arena')).toEqual(['company']);
  expect(foundIn('example.com')).toEqual(['email']);
  expect(foundIn('tomas arena')).toEqual(['email', 'full_name', 'company']);
});

test.each([
  ['another text', search('rivera'), search('tomas')],
  ['a shorter text', search('tomas'), search('tom')],
  ['one more filter', search('tom'), { ...search('toma'), state: 'suspended' as const }],
  ['another order', search('tom'), { ...search('toma'), sort: 'email' as const }],
  ['no words', search(''), search('   ')],
  ['a text that held no words', search('a'.repeat(201)), search('a')],
  ['a pasted mail', search('a'), search('a'.repeat(201))],
])('tells nothing of %s', (_name, before, now) => {
  expect(narrowsUsers(before, now)).toBeNull();
});

test('people who have no name of their own or company are compared by the rest', () => {
  const bare = { ...tomas, username: null, company: null };
  expect(narrowsUsers(search('t'), search('trivera'))?.(bare)).toBeNull();
  expect(narrowsUsers(search('t'), search('tom'))?.(bare)).not.toBeNull();
});

test('a row that says the same as before stays the same object', () => {
  const found = { ...tomas, matched_by: ['email', 'full_name'] as const };
  expect(narrowsUsers(search('tom'), search('toma'))?.(found)).toBe(found);
});
