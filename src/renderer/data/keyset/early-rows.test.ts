import { expect, test } from 'vitest';
import { earlyRows } from './early-rows.ts';

const listOf = (rows: readonly (string | undefined)[], total = rows.length) => ({
  total,
  rowAt: (index: number) => rows[index],
});
const hasA = (row: string) => (row.includes('a') ? row : null);

test('rows that still match are the first of the answer, in their order', () => {
  const found = earlyRows(listOf(['ab', 'b', 'ca', 'c']), hasA);
  expect(found).toEqual({ rows: ['ab', 'ca'], early: { count: 2, most: 2, before: 4 } });
});

test('rows behind one that is not loaded have no place yet', () => {
  const gap = earlyRows(listOf(['ab', undefined, 'ca']), hasA);
  expect(gap).toEqual({ rows: ['ab'], early: { count: 1, most: 3, before: 3 } });
  const start = earlyRows(listOf(['ab', 'b', 'ca'], 5000), hasA);
  expect(start).toEqual({ rows: ['ab', 'ca'], early: { count: 2, most: 4999, before: 5000 } });
});

test('no rows are not taken for an empty answer', () => {
  expect(earlyRows(listOf(['b', 'c']), hasA)).toBeNull();
  expect(earlyRows(listOf([]), hasA)).toBeNull();
  expect(earlyRows({ total: null, rowAt: () => undefined }, hasA)).toBeNull();
});

test('it looks no farther than a screen needs', () => {
  const many = Array.from({ length: 600 }, () => 'a');
  expect(earlyRows(listOf(many), hasA)?.early).toEqual({ count: 100, most: 600, before: 600 });
});
