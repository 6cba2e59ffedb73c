import { expect, it } from 'vitest';
import { sampleBatch, sampleCounts } from '#test/support/sample-batch.ts';
import { stepsOf } from './steps.ts';

const ann = { id: 'ann', name: 'Ann', role: 'admin' as const };
const at = '2026-11-21T12:00:00Z';
const told = (batch: Parameters<typeof stepsOf>[0]) => stepsOf(batch).map(({ name, state }) => `${name}: ${state}`);

it('a draft is at its first step', () => {
  expect(told(sampleBatch())).toEqual([
    'Draft: now',
    'Submitted: open',
    'Approved: open',
    'Sending: open',
    'Sent: open',
  ]);
});

it('a submitted batch says which approvals it has and how many are missing', () => {
  const batch = sampleBatch({
    status: 'submitted',
    submitted_by: ann,
    submitted_at: at,
    approvals_needed: 2,
    approvals: [{ admin: ann, at }],
  });
  const step = stepsOf(batch)[2];
  expect(step).toMatchObject({ name: 'Awaits approval', state: 'now' });
  expect(step?.facts).toEqual([{ who: 'Ann', at }, { text: '1 approval missing' }]);
});

it('a sending batch says how far it is', () => {
  const counts = sampleCounts({ rows: 60, ready: 52, created: 31 });
  const batch = sampleBatch({
    status: 'sending',
    submitted_at: at,
    sending_started_at: at,
    counts,
    approvals: [{ admin: ann, at }],
  });
  expect(stepsOf(batch)[3]).toMatchObject({ state: 'now', facts: [{ at, text: '31 of 52 made' }] });
});

it('a rejected batch ends there, with the reason', () => {
  const batch = sampleBatch({
    status: 'rejected',
    submitted_by: ann,
    submitted_at: at,
    decided_by: ann,
    decided_at: at,
    reject_reason: 'Wrong list',
  });
  expect(told(batch)).toEqual(['Draft: done', 'Submitted: done', 'Rejected: stopped']);
  expect(stepsOf(batch)[2]?.facts).toEqual([{ who: 'Ann', at }, { text: '“Wrong list”' }]);
});

it('a draft that was cancelled never was submitted', () => {
  expect(told(sampleBatch({ status: 'cancelled', decided_by: ann, decided_at: at }))).toEqual([
    'Draft: done',
    'Cancelled: stopped',
  ]);
});

it('a batch that mailed nobody does not end with sent', () => {
  const counts = sampleCounts({ rows: 2, ready: 2, created: 2, kept: 2 });
  const through = { status: 'sent', submitted_at: at, sending_started_at: at, sent_at: at } as const;
  expect(told(sampleBatch({ ...through, counts })).at(-1)).toBe('Kept in the outbox: done');
  expect(told(sampleBatch({ ...through, counts: { ...counts, kept: 1, delivered: 1 } })).at(-1)).toBe('Sent: done');
});
