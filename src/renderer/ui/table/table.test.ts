import { describe, expect, it } from 'vitest';
import { nextSort } from './column.ts';
import { withRows } from './selection.ts';
import { targetRow } from './use-grid-keys.ts';

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
