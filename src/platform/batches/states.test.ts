import { describe, expect, it } from 'vitest';
import { batchStatusSchema } from '#contract/batches.ts';
import { explainRefusal, isAllowed } from './states.ts';

describe('what can be done to a batch', () => {
  it.each([
    ['draft', ['submit', 'cancel']],
    ['submitted', ['approve', 'reject', 'cancel']],
    ['approved', ['cancel', 'send']],
    ['sending', ['send', 'retry']],
    ['sent', ['retry']],
    ['rejected', []],
    ['cancelled', []],
  ] as const)('%s', (status, actions) => {
    const all = ['submit', 'approve', 'reject', 'cancel', 'send', 'retry'] as const;
    expect(all.filter((action) => isAllowed(action, status))).toEqual(actions);
  });

  it('says what happened instead, and by whom', () => {
    const situation = { decidedBy: 'Grace', decidedAt: new Date(0), rejectReason: 'Too early' };
    expect(explainRefusal('approve', { ...situation, status: 'rejected' })).toBe(
      "The batch was rejected by Grace at 1970-01-01T00:00:00.000Z: “Too early”. It can't be approved now. Nothing was changed.",
    );
    for (const status of batchStatusSchema.options) {
      expect(explainRefusal('cancel', { ...situation, status })).toContain('The batch');
    }
  });
});
