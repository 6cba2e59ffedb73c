import { describe, expect, it, vi } from 'vitest';
import { patience } from '#test/support/patience.ts';
import { KeysetWindow } from './keyset-window.ts';

interface Row {
  id: number;
  name: string;
}

/** A list kept in order of id; the cursor is the last id of a page. */
function platform(length: number) {
  const rows: Row[] = Array.from({ length }, (_, id) => ({ id, name: `row ${id}` }));
  const calls: { cursor: string | null; limit: number }[] = [];
  let failing = false;
  const fetch = async (cursor: string | null, limit: number) => {
    calls.push({ cursor, limit });
    if (failing) throw new Error('down');
    const start = cursor === null ? 0 : rows.findIndex(({ id }) => id > Number(cursor));
    const items = start === -1 ? [] : rows.slice(start, start + limit);
    const last = items.at(-1);
    const next_cursor = last === undefined || last === rows.at(-1) ? null : String(last.id);
    return { items, next_cursor, total: rows.length };
  };
  const window = new KeysetWindow<Row>(fetch);
  // Somebody looks at it.
  const leave = window.subscribe(() => undefined);
  return { rows, calls, window, leave, fail: (value: boolean) => (failing = value) };
}

const loaded = (window: KeysetWindow<Row>, index: number) =>
  vi.waitFor(() => {
    const row = window.rowAt(index);
    if (row === undefined) throw new Error(`row ${index} is not there yet`);
    return row;
  }, patience);

describe('a window over a keyset list', () => {
  it('shows the newer form of a row that is loaded', async () => {
    const { window } = platform(10);
    await window.refresh();
    const { version } = window;
    window.put({ id: 3, name: 'renamed' }, ({ id }) => id === 3);
    expect(window.rowAt(3)).toEqual({ id: 3, name: 'renamed' });
    expect(window.rowAt(4)?.name).toBe('row 4');
    expect(window.version).toBe(version + 1);
    window.put({ id: 99, name: 'not here' }, ({ id }) => id === 99);
    expect(window.version).toBe(version + 1);
    expect(window.total).toBe(10);
  });

  it('knows nothing before the first answer', () => {
    const { window, calls } = platform(10);
    window.want(0, 20);
    expect(window.total).toBeNull();
    expect(window.rowAt(0)).toBeUndefined();
    expect(calls).toEqual([]);
  });

  it('begins with a small page and goes on with larger ones while scrolling', async () => {
    const { window, calls } = platform(5000);
    await window.refresh();
    expect(window.total).toBe(5000);
    window.want(600, 640);
    await loaded(window, 640);
    expect(calls.slice(0, 3)).toEqual([
      { cursor: null, limit: 50 },
      { cursor: '49', limit: 500 },
      { cursor: '549', limit: 500 },
    ]);
  });

  it('loads rows ahead for a list that somebody looks at, and for no other', async () => {
    const looked = platform(200);
    const left = platform(200);
    for (const { window } of [looked, left]) {
      await window.refresh();
      window.want(0, 20);
    }
    left.leave();
    await loaded(looked.window, 199);
    expect(looked.calls).toHaveLength(2);
    expect(left.calls).toHaveLength(1);
    // Whoever comes back finds the rest.
    left.window.subscribe(() => undefined);
    await loaded(left.window, 199);
  });

  it('loads where a fast scroll ends, not what flies past', async () => {
    const { window, calls } = platform(60_000);
    await window.refresh();
    window.want(59_960, 59_999);
    await loaded(window, 59_999);
    window.want(0, 40);
    await loaded(window, 40);
    const before = calls.length;
    for (let first = 500; first <= 30_000; first += 500) {
      window.want(first, first + 40);
      await new Promise(setImmediate);
    }
    await loaded(window, 30_040);
    // Its own stretch and the neighbours within reach; 30 others were passed.
    expect(calls.length - before).toBeLessThan(5);
  });

  it('never asks for a page of nothing when a list that was empty is refreshed', async () => {
    const { window, rows, calls } = platform(0);
    await window.refresh();
    expect(window.total).toBe(0);
    rows.push({ id: 0, name: 'the first' });
    await window.refresh();
    expect(window.rowAt(0)?.name).toBe('the first');
    expect(Math.min(...calls.map(({ limit }) => limit))).toBe(50);
  });

  it('reaches the end of 100,000 rows and comes back, holding only the rows near the screen', async () => {
    const { window } = platform(100_000);
    await window.refresh();
    window.want(99_960, 99_999);
    expect((await loaded(window, 99_999)).id).toBe(99_999);
    expect(window.rowAt(0)).toBeUndefined();
    window.want(0, 40);
    expect((await loaded(window, 0)).id).toBe(0);
    const held = Array.from({ length: 100_000 }, (_, index) => window.rowAt(index)).filter(Boolean).length;
    expect(held).toBeLessThanOrEqual(16_000);
  });

  it('refreshes only what is looked at when nothing moved', async () => {
    const { window, calls, rows } = platform(5000);
    await window.refresh();
    window.want(2000, 2040);
    await loaded(window, 2600);
    const before = calls.length;
    rows[2010] = { id: 2010, name: 'renamed' };
    await window.refresh();
    expect(window.rowAt(2010)?.name).toBe('renamed');
    expect(calls.length - before).toBeLessThanOrEqual(5);
  });

  it('walks again when rows came in above, and keeps the old ones until then', async () => {
    const { window, rows } = platform(3000);
    await window.refresh();
    window.want(1500, 1540);
    await loaded(window, 1540);
    rows.unshift({ id: -1, name: 'new first' });
    const refreshing = window.refresh();
    expect(window.rowAt(1500)?.id).toBe(1500);
    await refreshing;
    expect(window.total).toBe(3001);
    expect(window.rowAt(0)?.name).toBe('new first');
    expect(window.rowAt(1501)?.id).toBe(1500);
  });

  it('notices rows that went in the middle', async () => {
    const { window, rows } = platform(3000);
    await window.refresh();
    window.want(1500, 1540);
    await loaded(window, 1540);
    rows.splice(1510, 5);
    await window.refresh();
    await vi.waitFor(() => expect(window.rowAt(1510)?.id).toBe(1515), patience);
    expect(window.total).toBe(2995);
  });

  it('keeps rows far down up to date in their places, says that it is behind, and catches up when asked', async () => {
    const { window, rows, calls } = platform(9000);
    await window.refresh();
    window.want(6000, 6040);
    await loaded(window, 6600);
    rows.unshift({ id: -1, name: 'new first' });
    const changed = rows.find(({ id }) => id === 6010);
    if (changed) rows[rows.indexOf(changed)] = { id: 6010, name: 'renamed' };
    const before = calls.length;
    await window.refresh();
    expect(window.rowAt(6010)?.name).toBe('renamed');
    expect(calls.length - before).toBeLessThanOrEqual(5);
    expect(window.behind).toEqual({ total: 9001, catchingUp: false });
    await window.catchUp();
    expect(window.behind).toBeNull();
    expect(window.rowAt(6011)?.name).toBe('renamed');
    expect(window.total).toBe(9001);
  });

  it('catches up by itself when somebody comes back to the start', async () => {
    const { window, rows } = platform(9000);
    await window.refresh();
    window.want(6000, 6040);
    await loaded(window, 6040);
    rows.unshift({ id: -1, name: 'new first' });
    await window.refresh();
    window.want(0, 40);
    await loaded(window, 40);
    await window.refresh();
    expect(window.behind).toBeNull();
    expect(window.rowAt(0)?.name).toBe('new first');
  });

  it('notices rows that went far down without walking the whole way', async () => {
    const { window, rows, calls } = platform(9000);
    await window.refresh();
    window.want(6000, 6040);
    await loaded(window, 6600);
    rows.splice(6010, 5);
    const before = calls.length;
    await window.refresh();
    await vi.waitFor(() => expect(window.rowAt(6010)?.id).toBe(6015), patience);
    expect(calls.length - before).toBeLessThanOrEqual(6);
    window.want(8960, 8994);
    expect((await loaded(window, 8994)).id).toBe(8999);
    expect(window.total).toBe(8995);
  });

  it('walks over every row from a place on, also those that are not loaded', async () => {
    const { window } = platform(30_000);
    await window.refresh();
    window.want(29_960, 29_999);
    await loaded(window, 29_999);
    expect(window.rowAt(5000)).toBeUndefined();
    const ids: number[] = [];
    for await (const { first, rows } of window.walk(5000, new AbortController().signal)) {
      expect(first).toBe(rows[0]?.id);
      ids.push(...rows.map(({ id }) => id));
    }
    expect(ids[0]).toBeLessThanOrEqual(4900);
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, index) => (ids[0] ?? 0) + index));
    expect(ids.at(-1)).toBe(29_999);
  });

  it('shrinks to nothing without waiting for rows that no longer exist', async () => {
    const { window, rows } = platform(900);
    await window.refresh();
    window.want(500, 540);
    await loaded(window, 540);
    rows.length = 3;
    await window.refresh();
    expect(window.total).toBe(3);
    expect(window.rowAt(2)?.id).toBe(2);
    expect(window.rowAt(3)).toBeUndefined();
  });

  it('stops at a failure, says so, and goes on when asked', async () => {
    const { window, fail } = platform(5000);
    await window.refresh();
    fail(true);
    window.want(900, 940);
    await vi.waitFor(() => expect(window.failure).toBeInstanceOf(Error), patience);
    fail(false);
    window.retry();
    expect((await loaded(window, 940)).id).toBe(940);
    expect(window.failure).toBeNull();
  });

  it('trusts the end of the walk over the total that was announced', async () => {
    const window = new KeysetWindow<Row>(async () => ({ items: [{ id: 1, name: 'a' }], next_cursor: null, total: 9 }));
    await window.refresh();
    expect(window.total).toBe(1);
  });
});
