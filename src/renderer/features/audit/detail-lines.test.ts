import { describe, expect, it } from 'vitest';
import { detailLines, detailSummary, personalLines } from './detail-lines.ts';

describe('details of an audit entry', () => {
  it('put before and after beside each other', () => {
    expect(
      detailLines({ before: { capacity: 500 }, after: { capacity: 1000, overbooking: 1.2 }, reason: 'wave 3' }),
    ).toEqual([
      { name: 'Capacity', before: '500', value: '1,000' },
      { name: 'Overbooking', before: '–', value: '1.2' },
      { name: 'Reason', value: 'wave 3' },
    ]);
  });
  it('know pairs of a single field', () => {
    expect(detailLines({ four_eyes: { from: true, to: false } })).toEqual([
      { name: 'Four eyes', before: 'yes', value: 'no' },
    ]);
  });
  it('read anything else aloud', () => {
    expect(
      detailSummary({ tier: 'premium', rows: 60, counts: { ready: 52, malformed: 0 }, labels: ['a', 'b'], note: null }),
    ).toBe('Tier: premium, Rows: 60, Counts: ready 52, Labels: a, b, Note: –');
  });
  it('say codes in words, also those that nobody knows here, and leave alone what a person wrote', () => {
    expect(detailSummary({ reason: 'signed_out' })).toBe('Reason: they signed out');
    expect(detailSummary({ by: 'setup_link', two_step: true })).toBe(
      'Made through: the one-time set-up link, Two-step sign-in: yes',
    );
    expect(detailSummary({ reason: 'device_was_lost', colour_of_flag: 'dark_red' })).toBe(
      'Reason: device was lost, Colour of flag: dark red',
    );
    expect(detailSummary({ reason: 'See file_name_2 of Ada' })).toBe('Reason: See file_name_2 of Ada');
    expect(detailSummary({ counts: { over_capacity: 3 } })).toBe('Counts: without a seat 3');
  });
  it('are not lost where only one side is told', () => {
    expect(detailLines({ before: { capacity: 1 } })).toEqual([{ name: 'Before', value: 'capacity 1' }]);
  });
  it('tell what somebody wrote from the code of the same name', () => {
    const details = detailLines({ reason: 'ended_by_staff' });
    expect(personalLines({ subject_name: 'Ada', reason: 'Lost laptop' }, details)).toEqual([
      { name: 'Known as', value: 'Ada' },
      { name: 'Reason in words', value: 'Lost laptop' },
    ]);
    expect(personalLines({ reason: 'Lost laptop' }, [])).toEqual([{ name: 'Reason', value: 'Lost laptop' }]);
  });
});
