import { expect, it } from 'vitest';
import { findingParts } from './words.ts';

it.each([
  ['P95 response time at GET /is it/x is 812 ms; the limit is 100 ms', ' is 812 ms; the limit is 100 ms'],
  ['Mean CPU rose by 80 %; the limit is 50 %', ' rose by 80 %; the limit is 50 %'],
  ['Share of time up of mail: nothing measured for 5 min', ''],
])('parts what was measured from how much it is (%s)', (summary, found) => {
  expect(findingParts(summary)).toEqual([summary.slice(0, summary.length - found.length), found]);
});
