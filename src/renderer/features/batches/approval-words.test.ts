import { expect, it } from 'vitest';
import type { MailRoute } from '#renderer/data/about/about.ts';
import { sampleBatch, sampleCounts } from '#test/support/sample-batch.ts';
import { approvalWords } from './approval-words.ts';

const counts = sampleCounts({ rows: 60, ready: 52, malformed: 8, standard: 31, premium: 16, enterprise: 5 });
const capacity = { capacity: 500, overbooking: 1, free: 90, reserved: 42, used: 368 };

it('repeats invitations, tiers and what is left of the seats', () => {
  const { facts, consequence } = approvalWords(sampleBatch({ counts }), capacity, 'smtp');
  expect(facts).toEqual([
    { name: 'Invitations', value: '52 (31 standard, 16 premium, 5 enterprise)' },
    { name: 'Left out', value: '8 rows' },
    { name: 'Seats', value: '90 free now, 38 left afterwards' },
  ]);
  expect(consequence).toMatch(/^52 people are mailed a code/);
});

it('promises no mail where none is sent, and none either way until that is known', () => {
  const words = (route: MailRoute | undefined, ready = 52) =>
    approvalWords(sampleBatch({ counts: { ...counts, ready } }), capacity, route).consequence;
  expect(words('outbox')).toBe(
    '52 invitations are made as soon as you approve. No mail server is set, so nobody is mailed: the outbox keeps the codes, to be passed on. Invitations can be revoked one by one.',
  );
  expect(words('rehearsal', 1)).toMatch(
    /^One invitation is made as soon as you approve. A rehearsal mails nobody: the outbox keeps the code,/,
  );
  expect(words(undefined)).toMatch(/^52 invitations are made as soon as you approve. Mails that left/);
});

it('says that a first of two approvals sends nothing', () => {
  const { consequence } = approvalWords(sampleBatch({ counts, approvals_needed: 2 }), capacity, 'smtp');
  expect(consequence).toBe('Yours is approval 1 of 2. Nothing is sent until one more admin has approved.');
});

it('does not hide that the seats are too few', () => {
  expect(approvalWords(sampleBatch({ counts }), { ...capacity, free: 40 }, 'smtp').facts[2]?.value).toBe(
    '40 free now, 12 too few',
  );
  expect(approvalWords(sampleBatch({ counts }), undefined, 'smtp').facts[2]?.value).toBe('–');
});
