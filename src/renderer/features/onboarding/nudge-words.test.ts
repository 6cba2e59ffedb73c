import { describe, expect, it } from 'vitest';
import { type NudgeReason, nudgeReasonSchema } from '#contract/nudges.ts';
import { mailsOf, reasonLines, reasonWords, resultWords, retriedWords } from './nudge-words.ts';

const none = Object.fromEntries(nudgeReasonSchema.options.map((reason) => [reason, 0])) as Record<NudgeReason, number>;
const counts = { held: 0, queued: 0, sent: 0, kept: 0, failed: 0, skipped: 0, cancelled: 0, left_out: 0 };

describe('a nudge in words', () => {
  it('knows every reason of the contract, the most frequent first', () => {
    expect(Object.keys(reasonWords).sort()).toEqual([...nudgeReasonSchema.options].sort());
    expect(reasonLines({ ...none, deleted: 1, opted_out: 12 }).map(({ words }) => words)).toEqual([
      '12 members: wants no product mails',
      '1 member: account deleted',
    ]);
  });

  it('says what became of it', () => {
    expect(resultWords({ state: 'held', counts: { ...counts, held: 38, left_out: 3 } })).toBe('38 held; 3 left out');
    expect(resultWords({ state: 'sending', counts: { ...counts, held: 30, queued: 8 } })).toBe('30 to go, 8 queued');
    expect(resultWords({ state: 'sent', counts: { ...counts, sent: 36, failed: 2, skipped: 1 } })).toBe(
      '36 sent, 2 failed; 1 left out',
    );
    expect(resultWords({ state: 'sent', counts: { ...counts, kept: 36, failed: 2 } })).toBe(
      '36 kept in the outbox, 2 failed',
    );
    expect(resultWords({ state: 'cancelled', counts: { ...counts, cancelled: 38 } })).toBe('nobody got a mail');
    expect(mailsOf({ counts: { ...counts, held: 1, queued: 2, sent: 3, kept: 6, failed: 4, left_out: 5 } })).toBe(16);
  });

  it('says what a retry did', () => {
    expect(retriedWords(2, 0)).toBe('2 mails are queued again');
    expect(retriedWords(3, 2)).toBe(
      '1 mail is queued again; 2 mails stay failed, because who they are for changed meanwhile',
    );
    expect(retriedWords(2, 1)).toBe(
      '1 mail is queued again; 1 mail stays failed, because who it is for changed meanwhile',
    );
  });
});
