import { describe, expect, it } from 'vitest';
import { NumberColumns } from './number-columns.ts';

const filled = (capacity: number, ...values: number[]) => {
  const columns = new NumberColumns(2, capacity);
  for (const value of values) columns.push([value, value * 10]);
  return columns;
};
const rows = (columns: NumberColumns) => [[...columns.view(0)], [...columns.view(1)]];
const count = (length: number) => Array.from({ length }, (_, place) => place);

describe('columns of numbers', () => {
  it('keep the newest, oldest first, however many come', () => {
    expect(rows(filled(3, 1, 2))).toEqual([
      [1, 2],
      [10, 20],
    ]);
    for (const many of [3, 4, 11, 12, 13, 500]) {
      const columns = filled(3, ...count(many));
      expect(columns.length).toBe(3);
      expect([...columns.view(0)]).toEqual(count(many).slice(-3));
      expect([...columns.view(1)]).toEqual(
        count(many)
          .slice(-3)
          .map((value) => value * 10),
      );
    }
  });

  it('take in what comes late, in its place, and lose the oldest for it', () => {
    const columns = filled(4, 1, 2, 3, 4, 6);
    columns.insert(3, [5, 50]);
    expect(rows(columns)).toEqual([
      [3, 4, 5, 6],
      [30, 40, 50, 60],
    ]);
    columns.push([7, 70]);
    expect([...columns.view(0)]).toEqual([4, 5, 6, 7]);
    const open = filled(4, 2, 3);
    open.insert(0, [1, 10]);
    open.insert(3, [4, 40]);
    expect([...open.view(0)]).toEqual([1, 2, 3, 4]);
  });

  it('change and lose rows by their place from the oldest', () => {
    const columns = filled(3, 1, 2, 3, 4);
    columns.set(1, [30, 31]);
    expect(rows(columns)).toEqual([
      [2, 30, 4],
      [20, 31, 40],
    ]);
    columns.remove(1);
    columns.remove(1);
    expect(rows(columns)).toEqual([[2], [20]]);
    columns.push([5, 50]);
    expect([...columns.view(0)]).toEqual([2, 5]);
  });

  it('leave alone what was handed out before', () => {
    const columns = filled(3, 1, 2, 3);
    const before = columns.view(0);
    for (const value of count(100)) columns.push([value, value]);
    columns.insert(1, [9, 9]);
    columns.remove(0);
    expect([...before]).toEqual([1, 2, 3]);
  });

  it('hold a number that is missing as none', () => {
    const columns = new NumberColumns(2, 3);
    columns.push([1, Number.NaN]);
    columns.push([2]);
    expect([...columns.view(1)]).toEqual([Number.NaN, Number.NaN]);
  });
});
