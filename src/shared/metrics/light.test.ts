import { expect, it } from 'vitest';
import { light, worstLight } from './light.ts';

it.each([
  // Times and error rates.
  [0, 500, 'lower', 'green'],
  [500, 500, 'lower', 'green'],
  [500.1, 500, 'lower', 'yellow'],
  [1000, 500, 'lower', 'yellow'],
  [1000.1, 500, 'lower', 'red'],
  [0.001, 0.001, 'lower', 'green'],
  [0, 0, 'lower', 'green'],
  [1, 0, 'lower', 'red'],
  // Shares: 99.9 % of uptime may fall 0.1 % short, is yellow to 0.2 %.
  [1, 0.999, 'higher_share', 'green'],
  [0.999, 0.999, 'higher_share', 'green'],
  [0.9989, 0.999, 'higher_share', 'yellow'],
  [0.998, 0.999, 'higher_share', 'yellow'],
  [0.9979, 0.999, 'higher_share', 'red'],
  [0, 0.999, 'higher_share', 'red'],
  [1, 1, 'higher_share', 'green'],
  [0.9999, 1, 'higher_share', 'red'],
  // Counts.
  [50, 50, 'higher_count', 'green'],
  [49, 50, 'higher_count', 'yellow'],
  [25, 50, 'higher_count', 'yellow'],
  [24, 50, 'higher_count', 'red'],
  // No data is neither 0 nor green.
  [null, 500, 'lower', 'none'],
  [Number.NaN, 500, 'lower', 'none'],
  [Number.POSITIVE_INFINITY, 500, 'lower', 'none'],
] as const)('%s against %s, %s: %s', (actual, target, direction, expected) => {
  expect(light(actual, target, direction)).toBe(expected);
});

it('takes arithmetic into account', () => {
  expect(light(0.1 + 0.2, 0.3, 'lower')).toBe('green');
  expect(light(1 - 0.001, 0.999, 'higher_share')).toBe('green');
});

it('knows the worst', () => {
  expect(worstLight([])).toBe('none');
  expect(worstLight(['none', 'green'])).toBe('green');
  expect(worstLight(['green', 'red', 'yellow', 'none'])).toBe('red');
});
