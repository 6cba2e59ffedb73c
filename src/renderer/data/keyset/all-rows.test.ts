import { expect, it } from 'vitest';
import { maximumPageSize } from '#contract/common.ts';
import { maximumRowsAtOnce } from './all-rows.ts';

it('asks for as many rows at once as the contract allows', () => {
  expect(maximumRowsAtOnce).toBe(maximumPageSize);
});
