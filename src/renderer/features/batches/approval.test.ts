import { describe, expect, it } from 'vitest';
import { sampleBatch, sampleCounts } from '#test/support/sample-batch.ts';
import { fourEyesSentence, mayApprove, mayCancel, mayReject, mayRetry, maySubmit, quorumInWords } from './approval.ts';

const ann = { id: 'ann', role: 'admin' as const };
const olga = { id: 'olga', role: 'ops' as const };
const actor = (id: string, name: string) => ({ id, name, role: 'admin' as const });
const submitted = sampleBatch({ status: 'submitted', submitted_by: actor('sam', 'Sam') });

describe('who may approve', () => {
  it('is an admin who neither made nor submitted it', () => expect(mayApprove(submitted, ann)).toEqual({ may: true }));
  it('is nobody of another role', () =>
    expect(mayApprove(submitted, olga)).toMatchObject({ reason: /An admin approves/ }));
  it('is not the author, nor the submitter, nor both in one', () => {
    const own = sampleBatch({ status: 'submitted', author: actor('ann', 'Ann'), submitted_by: actor('sam', 'Sam') });
    expect(mayApprove(own, ann)).toMatchObject({ may: false, reason: expect.stringContaining('You made this batch') });
    expect(mayApprove(submitted, { id: 'sam', role: 'admin' })).toMatchObject({
      reason: expect.stringContaining('You submitted this batch'),
    });
    expect(mayApprove({ ...own, submitted_by: actor('ann', 'Ann') }, ann)).toMatchObject({
      reason: expect.stringContaining('made and submitted'),
    });
  });
  it('is the author where four eyes is off', () => {
    const own = sampleBatch({ status: 'submitted', author: actor('ann', 'Ann'), four_eyes: false });
    expect(mayApprove(own, ann)).toEqual({ may: true });
  });
  it('is nobody twice', () => {
    const approvals = [{ admin: actor('ann', 'Ann'), at: '2026-11-21T12:00:00Z' }];
    expect(mayApprove({ ...submitted, approvals, approvals_needed: 2 }, ann)).toMatchObject({
      reason: 'You approved it already; one more approval must come from somebody else.',
    });
  });
  it('is nobody before it is submitted', () => expect(mayApprove(sampleBatch(), ann)).toMatchObject({ may: false }));
});

describe('the other decisions', () => {
  it('need something to submit', () => {
    expect(maySubmit(sampleBatch(), olga)).toEqual({ may: true });
    expect(maySubmit(sampleBatch({ counts: sampleCounts({ rows: 2, malformed: 2 }) }), olga)).toMatchObject({
      reason: expect.stringContaining('No row is ready'),
    });
    expect(maySubmit(sampleBatch(), { id: 's', role: 'support' })).toMatchObject({ may: false });
    expect(maySubmit(submitted, olga)).toMatchObject({ may: false });
  });
  it('let an admin reject even their own', () => {
    expect(mayReject({ ...submitted, author: actor('ann', 'Ann') }, ann)).toEqual({ may: true });
    expect(mayReject(submitted, olga)).toMatchObject({ may: false });
    expect(mayReject(sampleBatch({ status: 'sent' }), ann)).toMatchObject({ may: false });
  });
  it('cancel until it sends, retry after', () => {
    expect(mayCancel(submitted, olga)).toBe(true);
    expect(mayCancel(sampleBatch({ status: 'sending' }), olga)).toBe(false);
    expect(mayCancel(submitted, { id: 's', role: 'support' })).toBe(false);
    expect(mayRetry(sampleBatch({ status: 'sent' }), olga)).toBe(true);
    expect(mayRetry(submitted, olga)).toBe(false);
  });
});

describe('in words', () => {
  it('the quorum', () => {
    expect(quorumInWords(submitted)).toBe('0 of 1 approval');
    expect(quorumInWords({ ...submitted, approvals_needed: 2 })).toBe('0 of 2 approvals');
  });
  it('the four eyes', () => {
    expect(fourEyesSentence(sampleBatch())).toBe(
      'Four eyes: one admin approves this batch, not Olga Ops, who made it.',
    );
    expect(fourEyesSentence({ ...submitted, approvals_needed: 2 })).toBe(
      'Four eyes: 2 admins approve this batch, neither Olga Ops, who made it, nor Sam, who submitted it.',
    );
    expect(fourEyesSentence({ ...submitted, four_eyes: false })).toContain('switched off');
  });
});
