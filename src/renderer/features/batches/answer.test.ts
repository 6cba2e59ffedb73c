import { describe, expect, it } from 'vitest';
import type { Batch, BatchCounts } from '#contract/batches.ts';
import { sampleBatch, sampleCounts } from '#test/support/sample-batch.ts';
import { batchAnswer, dryRunSentence, retryable } from './answer.ts';

const counts = (given: Partial<BatchCounts>) => sampleCounts(given);
const answer = (given: Partial<Batch>) => batchAnswer(sampleBatch(given));

describe('the dry run in one sentence', () => {
  it('says who will be invited and why the others are not', () => {
    expect(dryRunSentence(counts({ rows: 60, ready: 52, malformed: 3, duplicate: 2, already_invited: 3 }))).toBe(
      '52 of 60 will be invited; 3 malformed, 2 duplicates, 3 already invited',
    );
  });
  it('knows one from many', () => {
    expect(dryRunSentence(counts({ rows: 3, ready: 1, duplicate: 1, already_user: 1 }))).toBe(
      '1 of 3 will be invited; 1 duplicate, 1 already a user',
    );
    expect(dryRunSentence(counts({ rows: 1, ready: 1 }))).toBe('The one row will be invited');
    expect(dryRunSentence(counts({ rows: 1, malformed: 1 }))).toBe("The one row can't be invited: 1 malformed");
  });
  it('is short when all is well and plain when nothing is', () => {
    expect(dryRunSentence(counts({ rows: 100_000, ready: 100_000 }))).toBe('All 100,000 will be invited');
    expect(dryRunSentence(counts({ rows: 60, over_capacity: 60 }))).toBe(
      'None of 60 can be invited: 60 without a seat',
    );
  });
});

describe("a batch's answer", () => {
  const ready = counts({ rows: 60, ready: 52, malformed: 8 });
  it('names the approvals that are missing', () => {
    expect(answer({ status: 'submitted', counts: ready })).toBe('52 invitations wait for approval');
    expect(answer({ status: 'submitted', counts: ready, approvals_needed: 2 })).toBe(
      '52 invitations wait for 2 approvals',
    );
    const admin = { id: 'a', name: 'Ann', role: 'admin' as const };
    const approvals = [{ admin, at: '2026-11-21T12:00:00Z' }];
    expect(answer({ status: 'submitted', counts: ready, approvals_needed: 2, approvals })).toBe(
      '52 invitations wait for one more approval',
    );
  });
  it('tells made from delivered', () => {
    expect(answer({ status: 'sending', counts: { ...ready, created: 31, delivered: 20 } })).toBe(
      '31 of 52 invitations made, 20 delivered',
    );
  });
  it('does not say sent of what is not', () => {
    expect(answer({ status: 'sent', counts: { ...ready, created: 52, delivered: 52 } })).toBe(
      '52 invitations made, all delivered',
    );
    expect(
      answer({ status: 'sent', counts: { ...ready, created: 50, delivered: 45, undelivered: 2, failed: 2 } }),
    ).toBe('50 invitations made, 45 delivered, 3 on the way, 2 not delivered, 2 rows failed');
  });
  it('does not say delivered of what the outbox keeps', () => {
    expect(answer({ status: 'sent', counts: { ...ready, created: 52, kept: 52 } })).toBe(
      '52 invitations made, all kept in the outbox',
    );
    expect(answer({ status: 'sending', counts: { ...ready, created: 31, kept: 31 } })).toBe(
      '31 of 52 invitations made, 31 kept in the outbox',
    );
    expect(answer({ status: 'sent', counts: { ...ready, created: 52, delivered: 30, kept: 20, undelivered: 2 } })).toBe(
      '52 invitations made, 30 delivered, 20 kept, 2 not delivered',
    );
    expect(answer({ status: 'sent', counts: { ...ready, created: 52, kept: 50, undelivered: 2 } })).toBe(
      '52 invitations made, 50 kept in the outbox, 2 not delivered',
    );
  });
  it('says what a stopped batch left', () => {
    expect(answer({ status: 'rejected', counts: ready })).toBe('Rejected; nobody was invited');
    expect(answer({ status: 'cancelled', counts: ready })).toBe(
      'Cancelled; nobody was invited and 52 planned seats stayed free',
    );
  });
});

it('counts what a retry would take up', () => {
  expect(retryable(counts({ failed: 2, undelivered: 3 }))).toBe(5);
});
