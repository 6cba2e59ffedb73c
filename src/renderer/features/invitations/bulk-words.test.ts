import { describe, expect, it } from 'vitest';
import { bulkConsequence, bulkResult, bulkTitle, skippedWords } from './bulk-words.ts';

const counts = { all: 46, waiting: 3, done: 41, failed: 2, retryable: 1 };

describe('the words of a bulk action', () => {
  it('names the action and how many', () => {
    expect(bulkTitle('revoke', 1)).toBe('Revoke 1 invitation');
    expect(bulkTitle('resend', 1200)).toBe('Send new codes to 1,200 invitations');
  });

  it('tells a partial result whole', () => {
    expect(bulkResult('revoke', counts)).toBe('41 revoked, 2 failed, 3 not tried');
    expect(bulkResult('extend', { ...counts, failed: 0, waiting: 0 })).toBe('41 extended');
  });

  it('promises mails only where a mail server is set', () => {
    const order = { action: 'resend' } as const;
    expect(bulkConsequence(order, 'smtp')).toContain('New ones are mailed and good for 7 days');
    expect(bulkConsequence(order, 'outbox')).toContain('No mail server is set, so nobody is mailed');
    for (const route of ['outbox', 'rehearsal', undefined] as const)
      expect(bulkConsequence(order, route)).toContain('New ones are good for 7 days');
  });

  it('says which rows are left alone, and nothing where none are', () => {
    expect(skippedWords('revoke', 5, 3)).toBe('2 of the 5 selected are not pending any more and left alone.');
    expect(skippedWords('resend', 5, 4)).toBe('1 of the 5 selected is used already and left alone.');
    expect(skippedWords('extend', 5, 5)).toBeNull();
  });
});
