import { expect, it } from 'vitest';
import { onboardingStepData } from '#contract/onboarding-step-data.ts';
import { endWords, fieldWords, inOrder, saidWords } from './words.ts';

it('says how a view ended', () => {
  expect(endWords('by_viewer')).toBe('You ended it.');
  expect(endWords('replaced')).toContain('another one');
  expect(endWords('expired')).toBe('Its 15 minutes are over.');
  expect(endWords(null)).toBe('Its 15 minutes are over.');
});

it('shows what was said at a step, also in fields that it has no words for', () => {
  expect(fieldWords('time_zone')).toBe('Time zone');
  expect(fieldWords('some_new_field')).toBe('Some new field');
  expect(saidWords(true)).toBe('Yes');
  expect(saidWords(5)).toBe('5');
  expect(saidWords('<b>bold</b>')).toBe('<b>bold</b>');
  expect(saidWords({ a: 1 })).toBe('{"a":1}');
});

it('shows it in the order in which it was asked', () => {
  expect(inOrder({ unknown: 1, comment: 'c', overall: 5 }).map(([field]) => field)).toEqual([
    'overall',
    'comment',
    'unknown',
  ]);
  for (const { shape } of Object.values(onboardingStepData)) {
    const asked = Object.keys(shape);
    const stored = Object.fromEntries([...asked].sort().map((field) => [field, 'x']));
    expect(inOrder(stored).map(([field]) => field)).toEqual(asked);
  }
});
