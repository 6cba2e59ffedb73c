import { describe, expect, it } from 'vitest';
import type { Notice } from '#bridge/channels.ts';
import { NoticeBoard } from './notice-board.ts';

const notice = (id: string, detail = ''): Notice => ({ id, level: 'warning', title: id, detail });

describe('NoticeBoard', () => {
  it('keeps what happened until the page asks, then tells it at once', () => {
    const told: string[] = [];
    const board = new NoticeBoard(({ id }) => told.push(id));
    board.raise(notice('settings-damaged'));
    expect(told).toEqual([]);
    expect(board.take().map(({ id }) => id)).toEqual(['settings-damaged']);
    board.raise(notice('rehearsal-stopped'));
    expect(told).toEqual(['rehearsal-stopped']);
    expect(board.take()).toEqual([]);
  });

  it('waits again for the page that comes after a crash', () => {
    const told: string[] = [];
    const board = new NoticeBoard(({ id }) => told.push(id));
    board.take();
    board.pageGone();
    board.raise(notice('page-crashed', 'first'));
    board.raise(notice('page-crashed', 'second'));
    expect(told).toEqual([]);
    expect(board.take()).toEqual([notice('page-crashed', 'second')]);
  });
});
