import { expect, test } from 'vitest';
import { nodeIsRecentEnough } from './setup.mjs';

test.each([
  ['v20.19.0', true],
  ['v20.20.2', true],
  ['v22.0.0', true],
  ['v24.21.0', true],
  ['v20.18.3', false],
  ['v18.20.4', false],
])('Node %s is recent enough: %s', (version, expected) => {
  expect(nodeIsRecentEnough(version)).toBe(expected);
});
