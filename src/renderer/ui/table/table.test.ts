import { describe, expect, it } from 'vitest';
import { type Column, nextSort } from './column.ts';
import { fitColumns } from './fit-columns.ts';
import { withRows } from './selection.ts';
import { targetRow } from './use-grid-keys.ts';
import { findRow } from './use-scroll-anchor.ts';

describe('sorting by a header', () => {
  it('begins the way the column says and then turns round', () => {
    expect(nextSort('email', 'created_at', 'descending')).toBe('-created_at');
    expect(nextSort('-created_at', 'created_at', 'descending')).toBe('created_at');
    expect(nextSort('created_at', 'created_at', 'descending')).toBe('-created_at');
    expect(nextSort('-created_at', 'email', 'ascending')).toBe('email');
  });
});

describe('moving through a table', () => {
  it('starts at the first row and stops at both ends', () => {
    expect(targetRow('j', null, 5, 3)).toBe(0);
    expect(targetRow('k', null, 5, 3)).toBe(0);
    expect(targetRow('j', 4, 5, 3)).toBe(4);
    expect(targetRow('k', 0, 5, 3)).toBe(0);
    expect(targetRow('PageDown', 1, 5, 3)).toBe(4);
    expect(targetRow('End', 1, 100_000, 3)).toBe(99_999);
  });
  it('does nothing in an empty table or with other keys', () => {
    expect(targetRow('j', null, 0, 3)).toBeNull();
    expect(targetRow('q', 1, 5, 3)).toBeNull();
  });
});

describe('selecting', () => {
  it('adds and takes away without touching the former selection', () => {
    const before = new Map([['a', 1]]);
    expect([...withRows(before, [['b', 2]], true).keys()]).toEqual(['a', 'b']);
    expect([...withRows(before, [['a', 1]], false).keys()]).toEqual([]);
    expect([...before.keys()]).toEqual(['a']);
  });
});

describe('fitting columns', () => {
  const column = (id: string, width: number, more: Partial<Column<object>> = {}): Column<object> => ({
    id,
    header: id,
    width,
    cell: () => null,
    ...more,
  });

  it('shares what is left among growing columns by weight, in whole pixels', () => {
    const columns = [column('a', 100), column('b', 100, { grow: 1 }), column('c', 100, { grow: 2 })];
    expect(fitColumns(columns, 633, false).map(({ width }) => width)).toEqual([100, 200, 300]);
  });
  it('gives it to the last column where none grows', () => {
    expect(fitColumns([column('a', 100), column('b', 100)], 432, true).map(({ width }) => width)).toEqual([100, 272]);
  });
  it('leaves out what has no room, and never shrinks the rest', () => {
    const columns = [column('a', 300), column('b', 100, { from: 500 })];
    expect(fitColumns(columns, 200, false)).toEqual([{ id: 'a', width: 300 }]);
  });
});

describe('finding a row again after a refresh', () => {
  const source = (ids: readonly string[]) => ({ total: ids.length, rowAt: (index: number) => ids[index] });
  const find = (ids: readonly string[], id: string, from: number) => findRow(source(ids), (row) => row, id, from);

  it('follows it down and up', () => {
    expect(find(['new', 'a', 'b', 'c'], 'b', 1)).toBe(2);
    expect(find(['c'], 'c', 2)).toBe(0);
    expect(find(['a', 'b'], 'b', 1)).toBe(1);
  });
  it('gives up on a row that went', () => expect(find(['a'], 'gone', 0)).toBeNull());
});
