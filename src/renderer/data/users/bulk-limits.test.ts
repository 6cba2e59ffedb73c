import { expect, it } from 'vitest';
import { bulkSelectionSchema, maximumBulkRows } from '#contract/user-bulk.ts';
import { canBeRetried, maximumIds, maximumMatching } from './bulk-limits.ts';

const ids = (count: number) => ({ ids: Array.from({ length: count }, () => crypto.randomUUID()) });

it('knows the limits of the contract', () => {
  expect(bulkSelectionSchema.safeParse(ids(maximumIds)).success).toBe(true);
  expect(bulkSelectionSchema.safeParse(ids(maximumIds + 1)).success).toBe(false);
  expect(maximumMatching).toBe(maximumBulkRows);
});

it('retries what can have changed, and not what the role may never do', () => {
  expect(canBeRetried({ problem: { kind: 'state_conflict', detail: 'Suspended already.' } })).toBe(true);
  expect(canBeRetried({ problem: { kind: 'forbidden', detail: 'Staff.' } })).toBe(false);
  expect(canBeRetried({ problem: { kind: 'not_found', detail: 'Gone.' } })).toBe(false);
  expect(canBeRetried({ problem: null })).toBe(false);
});
