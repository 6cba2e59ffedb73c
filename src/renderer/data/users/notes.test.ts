import { expect, it } from 'vitest';
import { changeNoteDraft, forgetNoteDraft, readNoteDraft } from './notes.ts';

it('keeps a note for its writer and person alone', () => {
  changeNoteDraft('nora', 'grace', 'Called her.');
  expect(readNoteDraft('nora', 'grace')).toBe('Called her.');
  expect(readNoteDraft('nora', 'alan')).toBe('');
  expect(readNoteDraft('sam', 'grace')).toBe('');
});

it('forgets what was sent, and keeps what was typed meanwhile', () => {
  changeNoteDraft('nora', 'ada', 'One.');
  forgetNoteDraft('nora', 'ada', 'One.');
  expect(readNoteDraft('nora', 'ada')).toBe('');
  changeNoteDraft('nora', 'ada', 'Two.');
  changeNoteDraft('nora', 'ada', 'Two. And three.');
  forgetNoteDraft('nora', 'ada', 'Two.');
  expect(readNoteDraft('nora', 'ada')).toBe('Two. And three.');
});
