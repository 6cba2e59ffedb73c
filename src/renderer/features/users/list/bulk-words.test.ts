import { expect, it } from 'vitest';
import { actionTitle, people, runWords, skippedWords } from './bulk-words.ts';

const run = { action: 'suspend', tier: null, state: 'finished', rows: 412, waiting: 0, done: 409, refused: 3 } as const;

it('asks in words', () => {
  expect(actionTitle('suspend', people(1), null)).toBe('Suspend 1 person');
  expect(actionTitle('tier', people(1200), 'premium')).toBe('Move 1,200 people to Premium');
  expect(actionTitle('tier', 'Ada', null)).toBe('Change the tier of Ada');
  expect(actionTitle('revoke_sessions', people(2), null)).toBe('End all sessions of 2 people');
});

it('says how far a run is and what became of it', () => {
  expect(runWords(run)).toBe('409 suspended, 3 refused');
  expect(runWords({ ...run, refused: 0, done: 412 })).toBe('412 suspended');
  expect(runWords({ ...run, state: 'running', done: 200, refused: 1, waiting: 211 })).toBe(
    '200 suspended, 1 refused, 211 of 412 to go',
  );
  expect(runWords({ ...run, action: 'tier', tier: 'premium' })).toBe('409 moved to Premium, 3 refused');
});

it('says who is left alone', () => {
  expect(skippedWords(4, 4)).toBeNull();
  expect(skippedWords(4, 3)).toContain('1 of the 4 selected is left alone');
});
