import { expect, it } from 'vitest';
import { changeDraft, forgetDraft, isEmptyDraft, readDraft } from './import-draft.ts';

it('keeps what each person entered apart', () => {
  changeDraft('olga', { typed: 'ada@example.com' });
  changeDraft('olga', { name: 'Wave 2', named: true });
  expect(readDraft('olga')).toMatchObject({ typed: 'ada@example.com', name: 'Wave 2', tier: 'standard' });
  expect(isEmptyDraft(readDraft('ann'))).toBe(true);
  forgetDraft('olga');
  expect(isEmptyDraft(readDraft('olga'))).toBe(true);
});
