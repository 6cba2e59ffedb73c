import { expect, it } from 'vitest';
import { bulkSelectionSchema, maximumBulkRows } from '#contract/user-bulk.ts';
import { maximumIds, maximumMatching } from './bulk-limits.ts';

const ids = (count: number) => ({ ids: Array.from({ length: count }, () => crypto.randomUUID()) });

it('knows the limits of the contract', () => {
  expect(bulkSelectionSchema.safeParse(ids(maximumIds)).success).toBe(true);
  expect(bulkSelectionSchema.safeParse(ids(maximumIds + 1)).success).toBe(false);
  expect(maximumMatching).toBe(maximumBulkRows);
});
