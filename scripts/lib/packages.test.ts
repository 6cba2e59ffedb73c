import { expect, test } from 'vitest';
import { packagesMatch } from './packages.mjs';

const lock = {
  packages: {
    '': {},
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/only-on-windows': { version: '1.0.0', optional: true },
  },
};

test('what npm recorded matches the lock file, optional packages of other machines aside', () => {
  expect(packagesMatch(lock, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toBe(true);
});

test.each([
  ['nothing is installed', undefined],
  ['a package is missing', { packages: {} }],
  ['a package has another version', { packages: { 'node_modules/zod': { version: '4.6.6' } } }],
])('it does not match when %s', (_, installed) => {
  expect(packagesMatch(lock, installed)).toBe(false);
});
