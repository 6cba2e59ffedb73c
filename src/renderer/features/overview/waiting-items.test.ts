import { describe, expect, it } from 'vitest';
import { type WaitingFacts, waitingItems } from './waiting-items.ts';

const facts: WaitingFacts = {
  role: 'admin',
  userId: 'u-1',
  approvable: 1,
  ownDrafts: 2,
  ownRejected: 1,
  batchesWithFailures: 3,
  mailsFailed: 4,
  undelivered: { failed: 4, bounced: 1 },
  expiringInAWeek: 1200,
};
const keys = (more: Partial<WaitingFacts>) => waitingItems({ ...facts, ...more }).map(({ key }) => key);

describe('what waits for me', () => {
  it('tells admins of approvals first', () => {
    expect(keys({})).toEqual([
      'approvals',
      'batch-failures',
      'mails-failed',
      'bounced',
      'rejected',
      'drafts',
      'expiring',
    ]);
  });

  it('tells ops of their own batches and never of approvals', () => {
    expect(keys({ role: 'ops' })).toEqual([
      'batch-failures',
      'mails-failed',
      'bounced',
      'rejected',
      'drafts',
      'expiring',
    ]);
  });

  it('tells support only of what support can help with', () => {
    expect(keys({ role: 'support' })).toEqual(['undelivered', 'bounced', 'expiring']);
  });

  it('leaves out what is zero or not known', () => {
    const nothing = { approvable: 0, ownDrafts: null, ownRejected: null, batchesWithFailures: 0, mailsFailed: 0 };
    expect(keys({ ...nothing, undelivered: { failed: 0, bounced: 0 }, expiringInAWeek: 0 })).toEqual([]);
  });

  it('speaks in one and in many', () => {
    const [approvals, failures] = waitingItems(facts);
    expect(`${approvals?.count} ${approvals?.words}`).toBe('1 batch waits for your approval');
    expect(`${failures?.count} ${failures?.words}`).toBe('3 batches have rows or mails that failed');
    expect(waitingItems(facts).at(-1)?.count).toBe('1,200 invitations');
  });

  it('opens exactly the list it counted', () => {
    expect(waitingItems(facts)[0]?.opens).toEqual({
      to: '/batches',
      search: { status: 'submitted', approvable_by: 'u-1' },
    });
    expect(waitingItems(facts).at(-1)?.opens.search).toEqual({ expires_within_days: '7', sort: 'expires_at' });
  });
});
