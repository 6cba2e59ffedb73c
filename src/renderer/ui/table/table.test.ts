import { describe, expect, it } from 'vitest';
import { arraySource } from '#renderer/data/keyset/row-source.ts';
import { type Column, nextSort } from './column.ts';
import { fitColumns } from './fit-columns.ts';
import { gatherRange, RangeMoved } from './gather-rows.ts';
import { rangeOf, without } from './ranges.ts';
import { findRow, follow } from './row-place.ts';
import { withRows } from './selection.ts';
import { handleGridKey, targetRow } from './use-grid-keys.ts';

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

describe('keys before anything is loaded', () => {
  const press = (key: string, count: number) => {
    const calls: string[] = [];
    const event = {
      key,
      target: 1,
      currentTarget: 1,
      preventDefault: () => calls.push('prevented'),
    };
    const note = (name: string) => (value: unknown) => calls.push(`${name} ${value}`);
    handleGridKey(event as never, {
      count,
      active: null,
      page: 3,
      move: note('move'),
      extend: note('extend'),
      wait: note('wait'),
      open: note('open'),
      toggle: note('toggle'),
      back: () => calls.push('back'),
    });
    return calls;
  };

  it('wait, where they would scroll through placeholders', () => {
    expect(press('End', 0)).toEqual(['prevented', 'wait End']);
    expect(press('PageDown', 0)).toEqual(['prevented', 'wait PageDown']);
    expect(press('End', 10)).toEqual(['prevented', 'move 9']);
    expect(press('Escape', 0)).toEqual(['back']);
    expect(press('a', 0)).toEqual([]);
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

describe('the active row', () => {
  const source = (ids: readonly (string | undefined)[]) => ({
    total: ids.length,
    rowAt: (index: number) => ids[index],
  });
  const moved = (ids: readonly (string | undefined)[], id: string | null, index: number) =>
    follow(source(ids), (row) => row, { id, index });

  it('is the same row when others come in above or go', () => {
    expect(moved(['new', 'a', 'b'], 'a', 0)).toEqual({ id: 'a', index: 1 });
    expect(moved(['b'], 'b', 1)).toEqual({ id: 'b', index: 0 });
  });
  it('is the one in its place when the row has gone, and the last one when the list ends before', () => {
    expect(moved(['a', 'c'], 'b', 1)).toEqual({ id: 'c', index: 1 });
    expect(moved(['a'], 'b', 4)).toEqual({ id: 'a', index: 0 });
  });
  it('waits in its place for a row that is not loaded', () => {
    expect(moved(['a', undefined], null, 1)).toEqual({ id: null, index: 1 });
    expect(moved(['a', undefined], 'b', 1)).toEqual({ id: 'b', index: 1 });
    expect(moved(['a', 'b'], null, 1)).toEqual({ id: 'b', index: 1 });
  });
});

describe('a range', () => {
  it('grows and shrinks by what lies between its old and its new end', () => {
    expect(without(rangeOf(3, 7), rangeOf(3, 5))).toEqual([{ first: 6, last: 7 }]);
    expect(without(rangeOf(3, 5), rangeOf(3, 7))).toEqual([]);
    expect(without(rangeOf(3, 1), rangeOf(3, 5))).toEqual([{ first: 1, last: 2 }]);
    expect(without(rangeOf(3, 5), rangeOf(3, 1))).toEqual([{ first: 4, last: 5 }]);
  });

  /** A list of which only some rows are loaded; the walk sees what the list has become. */
  const partly = (ids: readonly string[], loaded: readonly number[], now: readonly string[] = ids) => ({
    ...arraySource(ids),
    rowAt: (index: number) => (loaded.includes(index) ? ids[index] : undefined),
    async *walk(from: number) {
      const begin = Math.max(0, from - 1);
      for (const [offset, id] of now.slice(begin).entries()) yield { first: begin + offset, rows: [id] };
    },
  });
  const gather = async (rows: ReturnType<typeof partly>, first: number, last: number) => {
    const found = await gatherRange(
      rows,
      (row) => row,
      { first, last },
      () => {},
      new AbortController().signal,
    );
    return found.map(([id]) => id);
  };
  const letters = ['a', 'b', 'c', 'd', 'e'];

  it('is complete, also where its rows are not loaded', async () => {
    expect(await gather(partly(letters, [1, 3]), 1, 3)).toEqual(['b', 'c', 'd']);
    expect(await gather(partly(letters, [1]), 1, 4)).toEqual(['b', 'c', 'd', 'e']);
    expect(await gather(partly(letters, [3]), 1, 3)).toEqual(['b', 'c', 'd']);
    expect(await gather(partly(letters, []), 1, 3)).toEqual(['b', 'c', 'd']);
  });
  it('follows its ends when rows come in above or between', async () => {
    expect(await gather(partly(letters, [1, 3], ['new', 'a', 'b', 'in', 'c', 'd']), 1, 3)).toEqual([
      'b',
      'in',
      'c',
      'd',
    ]);
  });
  it('is refused when an end has gone', async () => {
    await expect(gather(partly(letters, [1, 3], ['a', 'b', 'c', 'e']), 1, 3)).rejects.toThrow(RangeMoved);
  });
});
