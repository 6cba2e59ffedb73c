import { describe, expect, it } from 'vitest';
import { answerSentence, sentenceText } from './answer-sentence.ts';

type Facts = Parameters<typeof answerSentence>[0];

function facts(seats: Partial<Facts['capacity']>, more: Partial<Facts> = {}): Facts {
  return {
    generated_at: '2026-11-21T10:00:00Z',
    capacity: { capacity: 500, overbooking: 1, free: 140, reserved: 42, used: 318, ...seats },
    invitations: {
      total: 400,
      by_status: { pending: 42, used: 318, expired: 30, revoked: 10 },
      by_tier: { standard: 240, premium: 120, enterprise: 40 },
      by_delivery: { not_sent: 0, queued: 0, sent: 400, kept: 0, failed: 0, bounced: 0 },
    },
    registrations_7d: 70,
    full_on: '2026-12-03',
    ...more,
  };
}
const said = (...input: Parameters<typeof facts>) => sentenceText(answerSentence(facts(...input)));

describe('the answer of the overview', () => {
  it('says used, reserved and when it will be full', () => {
    expect(said({})).toBe('318 of 500 seats used, 42 reserved; at this rate full on 3 December.');
  });

  it('leaves out what is zero and adds the year of another year', () => {
    expect(said({ reserved: 0, free: 182 }, { full_on: '2027-02-01' })).toBe(
      '318 of 500 seats used; at this rate full on 1 February 2027.',
    );
  });

  it('does not foretell where there is nothing to foretell from', () => {
    expect(said({}, { registrations_7d: 0, full_on: null })).toBe(
      '318 of 500 seats used, 42 reserved; nobody registered in the last 7 days.',
    );
    expect(said({}, { registrations_7d: 1, full_on: null })).toContain('at this rate not full within a year');
  });

  it('says when no seat is left, by invitation or by registration', () => {
    expect(said({ free: 0, reserved: 182 })).toBe('318 of 500 seats used, 182 reserved; no seat is free.');
    expect(said({ free: 0, reserved: 0, used: 500 })).toBe('500 of 500 seats used; the beta is full.');
  });

  it('says how it stands before the first invitation', () => {
    const nothing = { total: 0, by_status: {}, by_tier: {}, by_delivery: {} } as unknown as Facts['invitations'];
    expect(said({ used: 0, reserved: 0, free: 500 }, { invitations: nothing, full_on: null })).toBe(
      'Nobody is invited yet; all 500 seats are free.',
    );
    expect(said({ capacity: 0, used: 0, reserved: 0, free: 0 }, { invitations: nothing })).toBe(
      'There are no seats yet: the capacity is 0.',
    );
  });

  it('leads from every count to the list it counts', () => {
    const links = answerSentence(facts({})).flatMap(({ text, opens }) => (opens ? [[text, opens.search]] : []));
    expect(links).toEqual([
      ['318', { status: 'used' }],
      ['42 reserved', { status: 'pending' }],
    ]);
  });
});
