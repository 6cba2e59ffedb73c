import { expect, it } from 'vitest';
import { commonStep, filterWords, standingTitle, suggestedName } from './people-words.ts';

it('says who is listed', () => {
  expect(standingTitle({})).toBe('Members');
  expect(standingTitle({ step: 'completed' })).toBe('Completed onboarding');
  expect(standingTitle({ step: 'api_key', standing: 'waiting' })).toBe('Waiting at API key');
  expect(standingTitle({ step: 'api_key' })).toBe('Next step API key');
});

it('says what a cohort was made of', () => {
  expect(filterWords({})).toBe('All members');
  expect(filterWords({ step: 'profile', standing: 'left', tier: 'premium', batch_id: 'none' })).toBe(
    'Left at Profile, Premium, Invited one by one',
  );
  const range = { signed_up_from: '2026-10-01T12:00:00Z', signed_up_to: '2026-10-31T12:00:00Z' };
  expect(filterWords({ week: '2026-W47', ...range })).toBe('2026-W47, 16–22 Nov, From 1 Oct 2026, Until 31 Oct 2026');
  expect(filterWords({ batch_id: '3f0b6a4e-0000-4000-8000-000000000001' }, 'Wave 2')).toBe('Batch Wave 2');
});

it('suggests a name that the platform takes', () => {
  const today = new Date('2026-11-22T12:00:00Z');
  expect(suggestedName({ step: 'api_key', standing: 'waiting' }, null, today)).toBe('Waiting at API key, 22 Nov 2026');
  const batch = { batch_id: '3f0b6a4e-0000-4000-8000-000000000001' };
  expect(suggestedName(batch, 'x'.repeat(300), today)).toHaveLength(120);
});

it('finds the step that most stand at', () => {
  expect(commonStep(['api_key', null, 'feedback', 'api_key', undefined])).toBe('api_key');
  expect(commonStep([null])).toBeUndefined();
});
