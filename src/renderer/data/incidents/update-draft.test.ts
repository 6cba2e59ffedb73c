import { expect, it } from 'vitest';
import { changeUpdateDraft, forgetUpdateDraft, readUpdateDraft } from './update-draft.ts';

it('keeps what each writer began on each incident, until it was posted', () => {
  changeUpdateDraft('mei', 'one', { text: 'We know why' });
  changeUpdateDraft('mei', 'one', { public: true, state: 'identified' });
  changeUpdateDraft('tomas', 'one', { text: 'Mine' });
  expect(readUpdateDraft('mei', 'one')).toEqual({ text: 'We know why', public: true, state: 'identified' });
  expect(readUpdateDraft('mei', 'two').text).toBe('');
  forgetUpdateDraft('mei', 'one', readUpdateDraft('mei', 'one'));
  expect(readUpdateDraft('mei', 'one')).toEqual({ text: '', public: false, state: undefined });
  expect(readUpdateDraft('tomas', 'one').text).toBe('Mine');
});

it('keeps what was typed while the post was on its way', () => {
  changeUpdateDraft('mei', 'three', { text: 'First' });
  const posted = readUpdateDraft('mei', 'three');
  changeUpdateDraft('mei', 'three', { text: 'First, and second' });
  forgetUpdateDraft('mei', 'three', posted);
  expect(readUpdateDraft('mei', 'three').text).toBe('First, and second');
});
