import { expect, it } from 'vitest';
import { maximumCohortPeople, peopleSelectionSchemas } from '#contract/cohorts.ts';
import { mostAtOnce, mostPicked, tooMany } from './target.ts';

const ids = (count: number) => Array.from({ length: count }, () => crypto.randomUUID());

it('knows the limits of the contract', () => {
  expect(peopleSelectionSchemas[0].safeParse({ ids: ids(mostPicked) }).success).toBe(true);
  expect(peopleSelectionSchemas[0].safeParse({ ids: ids(mostPicked + 1) }).success).toBe(false);
  expect(mostAtOnce).toBe(maximumCohortPeople);
});

it('says what to do with more', () => {
  expect(tooMany({ people: { ids: [] }, count: 1000 })).toBeNull();
  expect(tooMany({ people: { ids: [] }, count: 1001 })).toContain('1,000');
  expect(tooMany({ people: { all_matching: {} }, count: 20_001 })).toContain('20,000');
});
