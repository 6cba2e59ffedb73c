import { expect, it } from 'vitest';
import { sampleBatch, sampleCounts } from '#test/support/sample-batch.ts';
import { approvalWords } from './approval-words.ts';

const counts = sampleCounts({ rows: 60, ready: 52, malformed: 8, standard: 31, premium: 16, enterprise: 5 });
const capacity = { capacity: 500, overbooking: 1, free: 90, reserved: 42, used: 368 };

it('repeats invitations, tiers and what is left of the seats', () => {
  const { facts, consequence } = approvalWords(sampleBatch({ counts }), capacity);
  expect(facts).toEqual([
    { name: 'Invitations', value: '52 (31 standard, 16 premium, 5 enterprise)' },
    { name: 'Left out', value: '8 rows' },
    { name: 'Seats', value: '90 free now, 38 left afterwards' },
  ]);
  expect(consequence).toMatch(/^52 people are mailed a code/);
});

it('says that a first of two approvals sends nothing', () => {
  const { consequence } = approvalWords(sampleBatch({ counts, approvals_needed: 2 }), capacity);
  expect(consequence).toBe('Yours is approval 1 of 2. Nothing is sent until one more admin has approved.');
});

it('does not hide that the seats are too few', () => {
  expect(approvalWords(sampleBatch({ counts }), { ...capacity, free: 40 }).facts[2]?.value).toBe(
    '40 free now, 12 too few',
  );
  expect(approvalWords(sampleBatch({ counts }), undefined).facts[2]?.value).toBe('–');
});
