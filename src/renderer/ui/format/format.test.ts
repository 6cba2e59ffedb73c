import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCost,
  formatCount,
  formatInterval,
  formatPercent,
  formatQuantity,
  formatUsd,
} from './numbers.ts';
import { formatClock, formatDay, formatDuration, formatRelative, formatTime, formatUtc } from './times.ts';

describe('numbers', () => {
  it('groups thousands', () => expect(formatCount(1234567)).toBe('1,234,567'));
  it('gives a share one decimal', () => expect(formatPercent(0.12345)).toBe('12.3 %'));
  it('keeps the decimal of a round share', () => expect(formatPercent(1)).toBe('100.0 %'));
  it('gives an interval one unit', () => expect(formatInterval({ low: 0.481, high: 0.6604 })).toBe('48.1–66.0 %'));
  it('counts one thing and many', () => {
    expect(formatQuantity(1, 'seat')).toBe('1 seat');
    expect(formatQuantity(0, 'seat')).toBe('0 seats');
    expect(formatQuantity(1200, 'batch', 'batches')).toBe('1,200 batches');
  });
  it('shows money in dollars with cents', () => {
    expect(formatUsd(50_000_000)).toBe('$50.00');
    expect(formatUsd(1_234_567_890)).toBe('$1,234.57');
    expect(formatUsd(0)).toBe('$0.00');
  });
  it('tells next to nothing from nothing', () => {
    expect([0, 1, 4999, 5000].map(formatCost)).toEqual(['$0.00', '<$0.01', '<$0.01', '$0.01']);
  });
  it('scales bytes', () => {
    expect(formatBytes(999)).toBe('999 B');
    expect(formatBytes(5_200_000)).toBe('5.2 MB');
  });
});

describe('times', () => {
  it('shows UTC with seconds', () => expect(formatUtc('2026-11-21T13:05:09Z')).toBe('21 Nov 2026, 13:05:09 UTC'));
  it('shows local time without seconds', () => {
    expect(formatTime('2026-11-21T13:05:09Z')).toMatch(/^2[12] Nov 2026, \d\d:05$/);
  });
  it('shows the time of day alone', () => expect(formatClock('2026-11-21T13:05:09Z')).toMatch(/^\d\d:05$/));
  it('abbreviates September like the other months', () => expect(formatDay('2026-09-01')).toBe('1 Sep 2026'));
  it('does not shift a calendar day', () => expect(formatDay('2026-12-03')).toBe('3 Dec 2026'));
  it('gives a duration its two largest units', () => {
    expect(formatDuration(((3 * 24 + 4) * 60 + 20) * 60_000)).toBe('3 d 4 h');
    expect(formatDuration(12 * 60_000)).toBe('12 min');
    expect(formatDuration(3 * 86_400_000 + 5 * 60_000)).toBe('3 d');
    expect(formatDuration(0)).toBe('0 s');
    expect(formatDuration(-5)).toBe('0 s');
  });
  it('says how long ago or ahead', () => {
    const now = Date.parse('2026-11-21T12:00:00Z');
    expect(formatRelative('2026-11-21T11:59:40Z', now)).toBe('just now');
    expect(formatRelative('2026-11-21T11:48:20Z', now)).toBe('12 min ago');
    expect(formatRelative('2026-11-23T12:00:00Z', now)).toBe('in 2 d');
  });
});
