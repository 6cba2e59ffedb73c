import { describe, expect, it } from 'vitest';
import { clockOf } from './clock.ts';

const of = (days_left: number, state: 'active' | 'ended' = 'active') =>
  clockOf({ state, days_total: 90, days_left, ends_at: '2027-01-12T12:00:00.000Z' });

describe('the clock of a subscription', () => {
  it('counts days from one', () => {
    // Right after the activation 89 whole days are left.
    expect(of(89)).toMatchObject({ day: 1, lead: 'Day 1 of 90', tone: 'running' });
    expect(of(90)).toMatchObject({ day: 1 });
    expect(of(56)).toMatchObject({ day: 34, lead: 'Day 34 of 90', rest: 'ends 12 Jan 2027, 56 days left' });
  });

  it('warns in its last two weeks', () => {
    expect(of(14).tone).toBe('running');
    expect(of(13).tone).toBe('ending');
    expect(of(1).rest).toContain('1 day left');
    expect(of(0)).toMatchObject({ lead: 'Day 90 of 90', rest: 'ends 12 Jan 2027, less than a day left' });
  });

  it('ends', () => {
    expect(of(0, 'ended')).toMatchObject({ share: 1, lead: 'Ended 12 Jan 2027', tone: 'ended' });
  });
});
