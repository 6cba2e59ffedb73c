import { expect, it } from 'vitest';
import { editMenuAt } from './edit-menu.ts';

const none = { canUndo: false, canRedo: false, canCut: false, canCopy: false, canPaste: false, canSelectAll: false };

it('offers in a field what can be done to its text', () => {
  const editFlags = { ...none, canPaste: true, canSelectAll: true };
  const entries = editMenuAt({ isEditable: true, selectionText: '', editFlags });
  expect(entries.filter(({ enabled }) => enabled).map(({ role }) => role)).toEqual(['paste', 'selectAll']);
  expect(entries.filter(({ enabled }) => enabled === false).map(({ role }) => role)).toEqual([
    'undo',
    'redo',
    'cut',
    'copy',
  ]);
});

it('offers to copy what is marked, and elsewhere nothing', () => {
  const place = { isEditable: false, editFlags: { ...none, canCopy: true } };
  expect(editMenuAt({ ...place, selectionText: 'ada@example.com' })).toEqual([{ role: 'copy' }]);
  expect(editMenuAt({ ...place, selectionText: ' ' })).toEqual([]);
});
